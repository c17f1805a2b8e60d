package dev.footfall.operations.logfiles;

import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.core.SerializableString;
import com.fasterxml.jackson.core.io.SerializedString;
import dev.footfall.events.Utf8;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.header.Header;
import org.apache.kafka.common.header.Headers;
import org.apache.kafka.common.header.internals.RecordHeader;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.jspecify.annotations.Nullable;

/**
 * One record as a JSON object, its fields always in this order:
 *
 * <pre>{@code
 * {"topic":"likes","partition":0,"offset":7,"timestamp":1767355200000,"key":"model/a/b","value_base64":"/wA=",
 *  "headers":[{"name":"trace","value":"7f"}]}
 * }</pre>
 *
 * <p>Bytes that are text are a string, all others base64 in the field {@code …_base64}; {@code null} is a missing key
 * or value. Text is UTF-8 without control characters other than tabs and line ends, so that a string is at most twice
 * as long as its bytes. {@code headers} is missing where a record has none. {@code timestamp} is the log time in
 * milliseconds since 1970.
 */
final class RecordLine {
    static final SerializableString TOPIC = new SerializedString("topic");
    private static final SerializableString PARTITION = new SerializedString("partition");
    private static final SerializableString OFFSET = new SerializedString("offset");
    private static final SerializableString TIMESTAMP = new SerializedString("timestamp");
    private static final SerializableString HEADERS = new SerializedString("headers");
    private static final SerializableString NAME = new SerializedString("name");

    /** Two fields for the same bytes. */
    private record BytesField(SerializableString text, SerializableString base64) {
        static BytesField named(String name) {
            return new BytesField(new SerializedString(name), new SerializedString(name + "_base64"));
        }
    }

    private static final BytesField KEY = BytesField.named("key");
    private static final BytesField VALUE = BytesField.named("value");

    private RecordLine() {}

    static void write(ConsumerRecord<byte[], byte[]> record, JsonGenerator out) throws IOException {
        out.writeStartObject();
        out.writeFieldName(TOPIC);
        out.writeString(record.topic());
        out.writeFieldName(PARTITION);
        out.writeNumber(record.partition());
        out.writeFieldName(OFFSET);
        out.writeNumber(record.offset());
        out.writeFieldName(TIMESTAMP);
        out.writeNumber(record.timestamp());
        write(KEY, record.key(), out);
        write(VALUE, record.value(), out);
        Header[] headers = record.headers().toArray();
        if (headers.length > 0) write(headers, out);
        out.writeEndObject();
    }

    private static void write(Header[] headers, JsonGenerator out) throws IOException {
        out.writeFieldName(HEADERS);
        out.writeStartArray();
        for (Header header : headers) {
            out.writeStartObject();
            out.writeFieldName(NAME);
            out.writeString(header.key());
            write(VALUE, header.value(), out);
            out.writeEndObject();
        }
        out.writeEndArray();
    }

    private static void write(BytesField field, byte @Nullable [] bytes, JsonGenerator out) throws IOException {
        boolean isText = bytes == null || isText(bytes);
        out.writeFieldName(isText ? field.text() : field.base64());
        if (bytes == null) out.writeNull();
        else if (isText) out.writeUTF8String(bytes, 0, bytes.length);
        else out.writeBinary(bytes);
    }

    private static boolean isText(byte[] bytes) {
        for (byte character : bytes) {
            boolean isControl = character >= 0 && character < ' ';
            if (isControl && character != '\t' && character != '\n' && character != '\r') return false;
        }
        return Utf8.malformedAt(bytes, 0, bytes.length) < 0;
    }

    /**
     * Reads the rest of an object after the name {@link #TOPIC}.
     *
     * @throws IOException if it is no record of these partitions; each is its own value in the map
     */
    static ConsumerRecord<byte[], byte[]> read(JsonParser in, Map<TopicPartition, TopicPartition> partitions)
            throws IOException {
        String topic = text(in);
        require(in.nextFieldName(PARTITION) && in.nextToken() == JsonToken.VALUE_NUMBER_INT);
        TopicPartition partition = partitions.get(new TopicPartition(topic, in.getIntValue()));
        if (partition == null) throw new IOException("a partition that the head does not have");
        require(in.nextFieldName(OFFSET));
        long offset = number(in);
        require(in.nextFieldName(TIMESTAMP));
        long timestamp = number(in);
        in.nextToken();
        byte[] key = bytes(KEY, in);
        in.nextToken();
        byte[] value = bytes(VALUE, in);
        return new ExportedRecord(partition, offset, timestamp, key, value, headers(in)).consumed();
    }

    private static Headers headers(JsonParser in) throws IOException {
        var headers = new RecordHeaders();
        if (in.nextToken() == JsonToken.END_OBJECT) return headers;
        require(HEADERS.getValue().equals(in.currentName()) && in.nextToken() == JsonToken.START_ARRAY);
        while (in.nextToken() == JsonToken.START_OBJECT) {
            require(in.nextFieldName(NAME));
            String name = text(in);
            in.nextToken();
            headers.add(new RecordHeader(name, bytes(VALUE, in)));
            require(in.nextToken() == JsonToken.END_OBJECT);
        }
        require(in.currentToken() == JsonToken.END_ARRAY && in.nextToken() == JsonToken.END_OBJECT);
        return headers;
    }

    private static String text(JsonParser in) throws IOException {
        require(in.nextToken() == JsonToken.VALUE_STRING);
        return in.getText();
    }

    private static long number(JsonParser in) throws IOException {
        require(in.nextToken() == JsonToken.VALUE_NUMBER_INT);
        return in.getLongValue();
    }

    private static byte @Nullable [] bytes(BytesField field, JsonParser in) throws IOException {
        String name = in.currentName();
        JsonToken value = in.nextToken();
        boolean isText = field.text().getValue().equals(name);
        require(isText || field.base64().getValue().equals(name));
        if (isText && value == JsonToken.VALUE_NULL) return null;
        require(value == JsonToken.VALUE_STRING);
        return isText ? in.getText().getBytes(StandardCharsets.UTF_8) : in.getBinaryValue();
    }

    private static void require(boolean isAsWritten) throws IOException {
        if (!isAsWritten) throw new IOException("no record");
    }
}
