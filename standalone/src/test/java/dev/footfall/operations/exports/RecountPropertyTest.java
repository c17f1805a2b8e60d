package dev.footfall.operations.exports;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.footfall.aggregator.counting.Logged;
import dev.footfall.aggregator.counting.Oracle;
import dev.footfall.aggregator.counting.RandomLog;
import dev.footfall.aggregator.counts.DailyCounts;
import dev.footfall.events.DownloadEvent;
import dev.footfall.queryapi.table.TableFormat;
import dev.footfall.rules.CountingRules;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import java.util.stream.IntStream;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The SQL that the docs have for a recount comes to the numbers of the definitions. */
class RecountPropertyTest {
    private static final int EVENTS = 2_000;
    private static final Instant START = Instant.parse("2026-01-02T12:00:00Z");

    @TempDir
    Path directory;

    @ParameterizedTest(name = "seed={0}")
    @ValueSource(longs = {1, 2, 3, 4, 5})
    void countsExportedEventsToTheSameRows(long seed) throws Exception {
        List<Logged> log = log(seed);
        List<LoggedEvent> exported = IntStream.range(0, log.size())
                .mapToObj(offset -> exported(offset, log.get(offset)))
                .toList();
        Path file = directory.resolve("events/repo_type=model/month=2026-01/events.ndjson.zst");
        Files.createDirectories(file.getParent());
        try (var out = new FileForm(TableFormat.NDJSON, Packing.ZSTD).packed(Files.newOutputStream(file))) {
            out.write(TableFormat.NDJSON.bytes(LoggedEvent.TABLE, exported));
        }

        try (var sql = new AnalystsSql(directory)) {
            sql.execute(sql.statement("the events"));
            List<String> rows = sql.rows(sql.statement("the recount"));

            assertEquals(
                    String.join("\n", expected(log)),
                    String.join("\n", rows.stream().sorted().toList()));
        }
    }

    private static LoggedEvent exported(int offset, Logged logged) {
        return new LoggedEvent(0, offset, Instant.ofEpochMilli(logged.logTimeMillis()), logged.event());
    }

    /** Weeks of events of few days, so that some come late; the broker's clock goes back at times. */
    private static List<Logged> log(long seed) {
        var random = new Random(seed);
        List<Logged> log = new ArrayList<>();
        long millis = START.toEpochMilli();
        for (DownloadEvent event : new RandomLog(seed, CountingRules.DEFAULT.gap()).events(EVENTS)) {
            millis += random.nextInt((int) (Duration.ofDays(60).toMillis() / EVENTS));
            long logTime = random.nextInt(10) == 0 ? millis - random.nextInt(86_400_000) : millis;
            log.add(new Logged(event, logTime));
        }
        return log;
    }

    private static List<String> expected(List<Logged> log) {
        Map<Oracle.Day, Oracle.Row> rows = Oracle.rows(log, CountingRules.DEFAULT);
        assertTrue(rows.values().stream().anyMatch(row -> row.excluded().containsKey("late")), "some are late");
        return rows.entrySet().stream()
                .map(row -> line(row.getKey(), row.getValue()))
                .sorted()
                .toList();
    }

    private static String line(Oracle.Day day, Oracle.Row row) {
        DailyCounts counts = row.counts();
        String excluded = row.excluded().isEmpty() ? "null" : new TreeMap<>(row.excluded()).toString();
        return day.repository().replaceFirst("/", " ") + " " + day.date() + " " + counts.downloads() + " "
                + counts.authenticated() + " " + counts.anonymous() + " " + counts.files() + " " + counts.bytes() + " "
                + excluded;
    }
}
