package dev.footfall.operations.states;

import com.fasterxml.jackson.databind.JsonNode;
import dev.footfall.aggregator.counting.Logged;
import dev.footfall.aggregator.counting.Oracle;
import dev.footfall.aggregator.counts.DailyCounts;
import dev.footfall.events.DownloadEvent;
import dev.footfall.rules.CountingRules;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/** The rows that the definitions make of events, as the API shows them. */
record ExpectedRows(Map<Oracle.Day, Oracle.Row> rows) {
    private static final Oracle.Row NONE = new Oracle.Row(DailyCounts.ZERO, Map.of());

    static ExpectedRows of(List<DownloadEvent> events, CountingRules rules) {
        return new ExpectedRows(
                Oracle.rows(events.stream().map(event -> new Logged(event, 0)).toList(), rules));
    }

    /** The rows on which files were counted, as {@code /v1/daily} has them, by what they begin with. */
    Map<String, String> daily() {
        Map<String, String> daily = new TreeMap<>();
        rows.forEach((day, row) -> {
            DailyCounts counts = row.counts();
            if (counts.files() == 0) return;
            String[] repository = day.repository().split("/", 2);
            daily.put(
                    repository[0] + "," + repository[1] + "," + day.date(),
                    "," + counts.downloads() + "," + counts.authenticated() + "," + counts.anonymous() + ","
                            + counts.files() + "," + counts.bytes());
        });
        return daily;
    }

    /** The days that differ in others, as the diff has them. */
    Map<String, String> changedIn(ExpectedRows others) {
        Set<Oracle.Day> days = new HashSet<>(rows.keySet());
        days.addAll(others.rows.keySet());
        Map<String, String> changed = new TreeMap<>();
        for (Oracle.Day day : days) {
            Oracle.Row before = rows.getOrDefault(day, NONE);
            Oracle.Row after = others.rows.getOrDefault(day, NONE);
            if (before.equals(after)) continue;
            changed.put(day.repository() + " " + day.date(), totals(before) + " " + totals(after));
        }
        return changed;
    }

    /** The same of a diff's rows. */
    static Map<String, String> ofDiff(JsonNode rows) {
        Map<String, String> changed = new HashMap<>();
        for (JsonNode row : rows) {
            String key = row.path("type").asText() + "/" + row.path("id").asText() + " "
                    + row.path("date").asText();
            changed.put(key, totals(row.path("before")) + " " + totals(row.path("after")));
        }
        return new TreeMap<>(changed);
    }

    /** The sums of all rows. */
    List<Long> sums() {
        long downloads = 0;
        long files = 0;
        long excluded = 0;
        for (Oracle.Row row : rows.values()) {
            downloads += row.counts().downloads();
            files += row.counts().files();
            excluded += excluded(row);
        }
        return List.of(downloads, files, excluded);
    }

    static List<Long> sums(JsonNode totals) {
        return List.of(
                totals.path("downloads").asLong(),
                totals.path("files").asLong(),
                totals.path("excluded").asLong());
    }

    private static List<Long> totals(Oracle.Row row) {
        DailyCounts counts = row.counts();
        return List.of(counts.downloads(), counts.authenticated(), counts.files(), counts.bytes(), excluded(row));
    }

    private static List<Long> totals(JsonNode totals) {
        return List.of(
                totals.path("downloads").asLong(),
                totals.path("authenticated").asLong(),
                totals.path("files").asLong(),
                totals.path("bytes").asLong(),
                totals.path("excluded").asLong());
    }

    private static long excluded(Oracle.Row row) {
        return row.excluded().values().stream().mapToLong(Long::longValue).sum();
    }
}
