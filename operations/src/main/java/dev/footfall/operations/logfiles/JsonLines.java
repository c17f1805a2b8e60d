package dev.footfall.operations.logfiles;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonFactoryBuilder;
import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.core.SerializableString;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.core.io.SerializedString;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.footfall.events.Sha256;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.Map;
import java.util.function.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.TopicPartition;

/**
 * Blocks of version 3: lines of JSON, each ended by a line feed. The first is the {@link ExportedLog} with the name of
 * the format, the last has the number of records and the SHA-256 of all lines before it, and between them each record
 * is a {@link RecordLine}.
 *
 * <pre>{@code
 * {"format":"footfall-log","version":3,"export":"3c8a…","partitions":[{"topic":"likes",…}]}
 * {"topic":"likes","partition":0,"offset":7,…}
 * {"end":true,"records":1,"sha256":"9f86d081…"}
 * }</pre>
 */
final class JsonLines implements BlockContents {
    static final JsonFactory JSON = new JsonFactoryBuilder()
            .disable(JsonFactory.Feature.CHARSET_DETECTION)
            .disable(JsonFactory.Feature.INTERN_FIELD_NAMES)
            .streamReadConstraints(StreamReadConstraints.builder()
                    .maxStringLength(Block.MOST_BYTES)
                    .build())
            .build();

    private static final String FORMAT = "footfall-log";
    private static final int VERSION = 3;
    private static final SerializableString END = new SerializedString("end");
    private static final SerializableString RECORDS = new SerializedString("records");
    private static final SerializableString SHA256 = new SerializedString("sha256");

    private final Path file;
    private final MessageDigest digest = Sha256.begin();
    private final Map<TopicPartition, TopicPartition> partitions = new HashMap<>();
    private long records;

    JsonLines(Path file) {
        this.file = file;
    }

    static byte[] line(ExportedLog log) throws IOException {
        ObjectNode head = ExportedLog.JSON.createObjectNode();
        head.put("format", FORMAT).put("version", VERSION);
        head.setAll((ObjectNode) ExportedLog.JSON.valueToTree(log));
        return (head + "\n").getBytes(StandardCharsets.UTF_8);
    }

    static void writeEnd(long records, byte[] sha256, JsonGenerator out) throws IOException {
        out.writeStartObject();
        out.writeFieldName(END);
        out.writeBoolean(true);
        out.writeFieldName(RECORDS);
        out.writeNumber(records);
        out.writeFieldName(SHA256);
        out.writeString(HexFormat.of().formatHex(sha256));
        out.writeEndObject();
    }

    @Override
    public ExportedLog head(byte[] plain) throws IOException {
        digest.update(plain);
        if (!(ExportedLog.JSON.readTree(plain) instanceof ObjectNode head)) throw new IOException("no object");
        if (!FORMAT.equals(head.path("format").asText())) throw new IOException("no exported log");
        JsonNode version = head.path("version");
        if (version.asInt() > VERSION) throw BadLogFile.ofLaterRelease(file, "version " + version);
        if (version.asInt() != VERSION) throw new IOException("version " + version);
        head.remove("format");
        head.remove("version");
        ExportedLog log = ExportedLog.parse(head, file);
        for (OffsetRange partition : log.partitions()) partitions.put(partition.place(), partition.place());
        return log;
    }

    @Override
    public boolean isLast(byte[] plain, Consumer<ConsumerRecord<byte[], byte[]>> action) throws IOException {
        try (JsonParser in = JSON.createParser(plain)) {
            for (JsonToken token = in.nextToken(); token != null; token = in.nextToken()) {
                if (token != JsonToken.START_OBJECT) throw new IOException("no object");
                if (!in.nextFieldName(RecordLine.TOPIC)) {
                    requireEnd(in);
                    return true;
                }
                ConsumerRecord<byte[], byte[]> record = RecordLine.read(in, partitions);
                records++;
                action.accept(record);
            }
        }
        digest.update(plain);
        return false;
    }

    private void requireEnd(JsonParser in) throws IOException {
        boolean isEnd = END.getValue().equals(in.currentName())
                && in.nextToken() == JsonToken.VALUE_TRUE
                && in.nextFieldName(RECORDS)
                && in.nextToken() == JsonToken.VALUE_NUMBER_INT
                && in.getLongValue() == records
                && in.nextFieldName(SHA256)
                && in.nextToken() == JsonToken.VALUE_STRING
                && in.getText().equals(HexFormat.of().formatHex(digest.digest()))
                && in.nextToken() == JsonToken.END_OBJECT
                && in.nextToken() == null;
        if (!isEnd) throw new IOException("not the end of " + records + " records");
    }
}
