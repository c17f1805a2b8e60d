package dev.footfall.aggregator.counting;

import com.fasterxml.jackson.core.JsonGenerator;
import dev.footfall.aggregator.session.DailyCounts;
import dev.footfall.aggregator.session.DailyRow;
import dev.footfall.events.EventCodec;
import dev.footfall.rules.clients.ClientClass;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.time.LocalDate;
import java.util.Map;
import java.util.TreeMap;

/**
 * A daily row as a record, in JSON. The fields are called as those of {@code /v1/daily}.
 *
 * @param repository the repository's key, such as {@code model/ns/name}
 * @param rules name and digest of the rules by which it was counted
 * @param row the counts
 * @param classes the downloads by class, of those that are not 0; empty where classes are not counted
 */
public record RowRecord(String repository, LocalDate date, String rules, DailyRow row, Map<ClientClass, Long> classes) {
    public RowRecord {
        classes = Map.copyOf(classes);
    }

    /** A row as the store has it. */
    public static RowRecord of(byte[] key, byte[] value, String rules) {
        return new RowRecord(
                new String(StoreKey.repositoryOf(key), StandardCharsets.US_ASCII),
                LocalDate.ofEpochDay(StoreKey.epochDayOf(key)),
                rules,
                RowFormat.decode(value),
                Classes.of(value).downloads());
    }

    /** The key of the record: the repository and the date. */
    public byte[] key() {
        return (repository + "/" + date).getBytes(StandardCharsets.US_ASCII);
    }

    /** The repository's part of such a key. */
    public static byte[] repositoryOf(byte[] key) {
        String text = new String(key, StandardCharsets.US_ASCII);
        return text.substring(0, text.lastIndexOf('/')).getBytes(StandardCharsets.US_ASCII);
    }

    /** The value of the record. */
    public byte[] value() {
        var bytes = new ByteArrayOutputStream(256);
        try (JsonGenerator json = EventCodec.JSON.createGenerator(bytes)) {
            json.writeStartObject();
            int name = repository.indexOf('/') + 1;
            json.writeStringField("type", repository.substring(0, name - 1));
            json.writeStringField("id", repository.substring(name));
            json.writeStringField("date", date.toString());
            json.writeStringField("rules", rules);
            writeCounts(row.counts(), json);
            json.writeNumberField("merged", row.merged());
            Map<String, Long> excluded = new TreeMap<>();
            row.excluded().byReason().forEach((reason, events) -> excluded.put(reason.label(), events));
            write("excluded", excluded, json);
            Map<String, Long> byClass = new TreeMap<>();
            classes.forEach((type, downloads) -> byClass.put(type.label(), downloads));
            write("classes", byClass, json);
            json.writeEndObject();
        } catch (IOException e) { // memory takes every byte
            throw new UncheckedIOException(e);
        }
        return bytes.toByteArray();
    }

    private static void writeCounts(DailyCounts counts, JsonGenerator json) throws IOException {
        json.writeNumberField("downloads", counts.downloads());
        json.writeNumberField("authenticated", counts.authenticated());
        json.writeNumberField("anonymous", counts.anonymous());
        json.writeNumberField("files", counts.files());
        json.writeNumberField("bytes", counts.bytes());
    }

    private static void write(String field, Map<String, Long> numbers, JsonGenerator json) throws IOException {
        json.writeObjectFieldStart(field);
        for (Map.Entry<String, Long> number : numbers.entrySet()) {
            json.writeNumberField(number.getKey(), number.getValue());
        }
        json.writeEndObject();
    }
}
