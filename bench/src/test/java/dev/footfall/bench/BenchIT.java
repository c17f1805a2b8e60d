package dev.footfall.bench;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.footfall.aggregator.Aggregator;
import dev.footfall.aggregator.counting.projections.Projections;
import dev.footfall.aggregator.recovery.SteadyTime;
import dev.footfall.rules.file.RuleFile;
import dev.footfall.standalone.settings.Settings;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Every benchmark of one process, once and small: that it measures and counts right, never how fast. */
class BenchIT {
    private static final List<String> KEYS = List.of(
            "bench",
            "events",
            "events_per_s",
            "reference",
            "reference_per_s",
            "ratio",
            "rows",
            "wrong_rows",
            "cpu_micros_per_event",
            "peak_rss_mib",
            "commit",
            "environment");

    @TempDir
    Path directory;

    @Test
    @Tag("proof")
    void measuresAnImportOfEveryLine() throws Exception {
        List<JsonNode> lines = run(Bench.IMPORT, 20_000, List.of());

        assertEquals(
                List.of("combined", "ndjson"),
                lines.stream().map(line -> line.path("format").asText()).toList());
        for (JsonNode line : lines) assertTrue(line.path("rows").asLong() > 1_000, line::toString);
    }

    @Test
    @Tag("proof")
    void measuresAReplay() throws Exception {
        JsonNode line = run(Bench.REPLAY, 20_000, List.of(Projections.ALL)).get(0);

        assertTrue(line.path("rows").asLong() > 1_000, line::toString);
        assertEquals(Projections.ALL.names(), line.path("projections").asText());
    }

    @Test
    @Timeout(value = 2, unit = TimeUnit.MINUTES)
    void countsEachProjectionAsExpected() throws Exception {
        BenchOptions options =
                options(20_000, List.of(), Map.of("rules.file", rules(), "projections", Projections.ALL.names()));
        Load load = options.load(20_000);
        var catalog = new Catalog(load.repositories(), options.partitions());
        List<String> counted = new ArrayList<>();
        try (BenchCluster cluster = BenchCluster.open(options)) {
            new LoadPublisher(load, catalog, options.notes()).publish(cluster.configs());
            count(cluster, value -> counted.add(value.line()));
        }
        Path file = Files.write(directory.resolve("projected"), counted);

        Map<Projected.Kind, RowVerdict> verdicts =
                new ProjectedCheck(new Oracle(load, catalog, options.rules()), Projections.ALL).compare(file);

        for (Projected.Kind kind : Projected.Kind.values()) {
            RowVerdict verdict = Objects.requireNonNull(verdicts.get(kind));
            assertTrue(verdict.rows() > 100 && verdict.wrong() == 0, () -> kind + ": " + verdict);
        }
    }

    private static void count(BenchCluster cluster, Consumer<Projected> values) throws InterruptedException {
        var time = new SteadyTime(System::nanoTime, System.currentTimeMillis());
        try (TopicEnds ends = TopicEnds.now(cluster.configs());
                var aggregator = new Aggregator(cluster.configs().aggregator(cluster.state()), time, failure -> {
                    throw new IllegalStateException(failure);
                })) {
            aggregator.start();
            while (!aggregator.progress().complete() || !ends.isCommitted()) Thread.sleep(10);
            StoredProjections.forEach(aggregator, cluster.configs().partitions(), values);
        }
    }

    @ParameterizedTest
    @Tag("proof")
    @EnumSource(names = {"INGEST", "QUERY", "START"})
    void measuresServersAndCountsRight(Bench bench) throws Exception {
        JsonNode line = run(bench, 20_000);

        assertTrue(line.path("rows").asLong() > 1_000, line::toString);
    }

    @Test
    @Tag("proof")
    void seesEachOfManyEvents() throws Exception {
        JsonNode line = run(Bench.FRESHNESS, 50);

        assertEquals(150, line.path("rows").asLong(), line::toString); // a hundred warm it up
    }

    @Test
    @Tag("proof")
    void measuresTheBytesOfLiveTraffic() throws Exception {
        JsonNode line = run(Bench.SIZE, 600);

        for (String kind : List.of("raw", "log", "changelog", "transactions", "offsets"))
            assertTrue(line.path(kind + "_bytes_per_event").asDouble() > 0, line::toString);
        assertTrue(line.path("log_gb_a_year").path("1000000").asLong() > 0, line::toString);
    }

    @Test
    @Tag("proof")
    void comparesProjectionsByTurns() throws Exception {
        List<JsonNode> lines = run(Bench.REPLAY, 20_000, List.of(Projections.NONE, Projections.ALL));

        assertEquals("none", lines.get(0).path("projections").asText());
        JsonNode all = lines.get(1);
        assertEquals(Projections.ALL.names(), all.path("projections").asText());
        assertTrue(all.path("rate_to_first_projections").path("median").asDouble() > 0, all::toString);
        assertTrue(bytes(all) > bytes(lines.get(0)), lines::toString);
    }

    /** By the usual rules, for those are the ones that the SQL has. */
    @Test
    @Tag("proof")
    void rebuildsAndRecountsRight() throws Exception {
        JsonNode line = run(Bench.REBUILD, options(20_000, List.of(), Map.of())).get(0);

        assertTrue(line.path("recounted_rows").asLong() > 1_000, line::toString);
        assertEquals(0, line.path("wrong_recounted_rows").asLong(), line::toString);
        assertTrue(line.path("rebuild_s").path("median").asDouble() > 0, line::toString);
    }

    private static double bytes(JsonNode line) {
        return line.path("changelog_bytes_per_event").asDouble();
    }

    /** The usual rules, by which checksums are no downloads. */
    private String rules() throws IOException {
        String every = "paths: {ignore: []}";
        String usual = RuleFile.of("default").text();
        assertTrue(usual.contains(every), usual);
        String without = usual.replace(every, "paths: {ignore: ['*.sha256']}");
        return Files.writeString(directory.resolve("rules.yaml"), without).toString();
    }

    private JsonNode run(Bench bench, long events) throws Exception {
        return run(bench, events, List.of()).get(0);
    }

    private List<JsonNode> run(Bench bench, long events, List<Projections> projections) throws Exception {
        return run(bench, options(events, projections, Map.of("rules.file", rules())));
    }

    private BenchOptions options(long events, List<Projections> projections, Map<String, String> settings) {
        var all = new HashMap<String, String>(settings);
        all.put("topics.partitions", "2");
        return new BenchOptions(
                List.of(events),
                new Load(1, 500, 2_000, 10, 1, LocalDate.now(ZoneOffset.UTC), Load.Manner.VISITS),
                projections,
                1,
                Optional.empty(),
                Optional.of(directory),
                Settings.read(null, Map.of(), all),
                note -> {});
    }

    private static List<JsonNode> run(Bench bench, BenchOptions options) throws Exception {
        var lines = new ArrayList<String>();

        assertTrue(bench.run(options, lines::add), lines::toString);

        List<JsonNode> results = new ArrayList<>();
        for (String text : lines) {
            JsonNode line = new ObjectMapper().readTree(text);
            for (String key : KEYS) assertTrue(line.has(key), key);
            assertEquals(bench.toString(), line.path("bench").asText());
            assertEquals(0, line.path("wrong_rows").asLong());
            results.add(line);
        }
        return results;
    }
}
