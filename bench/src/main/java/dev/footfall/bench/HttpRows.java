package dev.footfall.bench;

import com.fasterxml.jackson.databind.JsonNode;
import dev.footfall.aggregator.counts.DailyCounts;
import dev.footfall.aggregator.counts.ExcludedCounts;
import dev.footfall.events.RepoId;
import java.time.LocalDate;
import java.util.HashMap;
import java.util.Map;

/** Compares the API's answers with the oracle's rows, for up to 2,000 repositories across all partitions. */
public final class HttpRows {
    private static final int REPOSITORIES = 2_000;

    private final Load load;
    private final Catalog catalog;
    private final HttpConnection connection;
    private final Map<Integer, Map<Integer, CheckedRow>> expected = new HashMap<>();
    private RowVerdict verdict = RowVerdict.NOTHING;

    private HttpRows(Load load, Catalog catalog, HttpConnection connection) {
        this.load = load;
        this.catalog = catalog;
        this.connection = connection;
    }

    static RowVerdict compare(BenchOptions options, Load load, Catalog catalog, int port) {
        return compare(new Oracle(load, catalog, options.rules()), load, catalog, port);
    }

    public static RowVerdict compare(Oracle oracle, Load load, Catalog catalog, int port) {
        try (var connection = new HttpConnection(port)) {
            var rows = new HttpRows(load, catalog, connection);
            int step = Math.max(1, catalog.size() / REPOSITORIES);
            for (int rank = 0; rank < catalog.size(); rank += step) rows.expected.put(rank, new HashMap<>());
            oracle.forEachRow(rows::expect);
            rows.expected.forEach(rows::compare);
            return rows.verdict;
        }
    }

    private void expect(CheckedRow row) {
        Map<Integer, CheckedRow> days = expected.get(row.rank());
        if (days != null) days.put(row.epochDay(), row);
    }

    private void compare(int rank, Map<Integer, CheckedRow> days) {
        RepoId repo = catalog.id(catalog.index(rank));
        boolean isKnown = !days.isEmpty(); // also by rows of events that are all excluded
        String path = path(repo) + "/stats/recent?from=" + LocalDate.ofEpochDay(load.firstDay()) + "&to=" + load.until()
                + "&fields=bytes,excluded";
        HttpReply response = connection.send(HttpConnection.get(path));
        int status = isKnown ? 200 : 404;
        if (response.status() != status) {
            verdict = verdict.and(Math.max(1, days.size()), 1, path + " answered " + response.status());
        } else if (isKnown) {
            response.json().path("stats").forEach(day -> compare(rank, day, days));
        }
    }

    private void compare(int rank, JsonNode day, Map<Integer, CheckedRow> days) {
        CheckedRow answered =
                CheckedRow.of(rank, LocalDate.parse(day.path("date").asText()), day);
        int epochDay = answered.epochDay();
        var none = new CheckedRow(rank, epochDay, DailyCounts.ZERO, ExcludedCounts.NONE);
        CheckedRow wanted = days.getOrDefault(epochDay, none);
        boolean isRight = answered.equals(wanted);
        if (isRight && !days.containsKey(epochDay)) return;
        verdict = verdict.and(1, isRight ? 0 : 1, isRight ? "" : "expected " + wanted + ", answered " + answered);
    }

    public static String path(RepoId repo) {
        return "/" + repo.type().label() + "s/" + repo.fullName();
    }
}
