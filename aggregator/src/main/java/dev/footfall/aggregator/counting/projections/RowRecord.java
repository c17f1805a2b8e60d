package dev.footfall.aggregator.counting.projections;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.footfall.aggregator.counting.store.RowFormat;
import dev.footfall.aggregator.counting.store.StoreKey;
import dev.footfall.aggregator.counts.DailyCounts;
import dev.footfall.aggregator.counts.DailyRow;
import dev.footfall.rules.ExclusionReason;
import dev.footfall.rules.clients.ClientClass;
import java.nio.charset.StandardCharsets;
import java.time.LocalDate;
import java.util.Map;

/**
 * A daily row as a record, in JSON, with the field names of {@code /v1/daily}. {@code repository}: its key, such as
 * {@code model/ns/name}; {@code rules}: name and digest; {@code classes}: the downloads that are not 0; empty where
 * classes are not counted.
 */
public record RowRecord(String repository, LocalDate date, String rules, DailyRow row, Map<ClientClass, Long> classes) {
    public RowRecord {
        classes = Map.copyOf(classes);
    }

    public static RowRecord of(byte[] key, byte[] value, String rules) {
        return new RowRecord(
                new String(StoreKey.repositoryOf(key), StandardCharsets.US_ASCII),
                LocalDate.ofEpochDay(StoreKey.epochDayOf(key)),
                rules,
                RowFormat.decode(value),
                RowCounts.classes(value).downloads());
    }

    public byte[] key() {
        return (repository + "/" + date).getBytes(StandardCharsets.US_ASCII);
    }

    public static byte[] repositoryOf(byte[] key) {
        String text = new String(key, StandardCharsets.US_ASCII);
        return text.substring(0, text.lastIndexOf('/')).getBytes(StandardCharsets.US_ASCII);
    }

    public byte[] value() {
        return JsonTree.bytes(json -> {
            int name = repository.indexOf('/') + 1;
            json.put("type", repository.substring(0, name - 1)).put("id", repository.substring(name));
            json.put("date", date.toString()).put("rules", rules);
            writeCounts(row.counts(), json);
            json.put("merged", row.merged());
            JsonTree.write("excluded", row.excluded().byReason(), ExclusionReason::label, json);
            JsonTree.write("classes", classes, ClientClass::label, json);
        });
    }

    static void writeCounts(DailyCounts counts, ObjectNode json) {
        json.put("downloads", counts.downloads())
                .put("authenticated", counts.authenticated())
                .put("anonymous", counts.anonymous())
                .put("files", counts.files())
                .put("bytes", counts.bytes());
    }
}
