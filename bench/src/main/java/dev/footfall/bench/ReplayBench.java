package dev.footfall.bench;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import dev.footfall.bench.RowCheck.Verdict;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.function.Consumer;

/** Measures the counting of a log from its start until the last commit, beside consumers that only read it. */
final class ReplayBench {
    private static final long DEFAULT_EVENTS = 1_000_000;

    /** The events after which the compiler has little left to do; a log of years is longer by far. */
    private static final long WARM_EVENTS = 15_000_000;

    private static final long MOST_WARM_UPS = 3;

    private final BenchOptions options;
    private final Figures cpuMicros = new Figures();
    private final Figures firstSeconds = new Figures();
    private final Figures peakHeapMib = new Figures();
    private final Figures peakResidentMib = new Figures();
    private final Figures wallMicros = new Figures();
    private Verdict verdict = Verdict.NOTHING;

    private ReplayBench(BenchOptions options) {
        this.options = options;
    }

    /** Measures each size, and compares the cost of an event with the first size's. */
    static boolean run(BenchOptions options, Consumer<String> lines) {
        List<ReplayBench> done = new ArrayList<>();
        for (long events : options.eventsOr(DEFAULT_EVENTS)) {
            var bench = new ReplayBench(options);
            done.add(bench);
            lines.accept(bench.measure(options.load(events), done.get(0)));
        }
        return done.stream().allMatch(bench -> bench.verdict.wrong() == 0);
    }

    private String measure(Load load, ReplayBench first) {
        var catalog = new Catalog(load.repositories(), options.partitions());
        try (BenchCluster cluster = BenchCluster.open(options)) {
            new LoadPublisher(load, catalog, options.notes()).publish(cluster.configs());
            return measure(load, first, cluster, catalog);
        }
    }

    /**
     * The first rounds of each are not measured but warm its JVM up; how the very first was is said beside the rest.
     */
    private String measure(Load load, ReplayBench first, BenchCluster cluster, Catalog catalog) {
        try (Child consumer = Child.start(cluster.settings(), "consume");
                Child counting = Child.start(cluster.settings(), "replay")) {
            var rows = new CountedRows(cluster, load, catalog);
            read(consumer);
            double cold = count(counting, rows);
            for (long round = 1; round < Math.min(MOST_WARM_UPS, WARM_EVENTS / load.events()); round++) {
                read(consumer);
                count(counting, rows);
            }
            options.notes().accept(String.format(Locale.ROOT, "a new JVM counts %,.0f/s", cold));
            List.of(cpuMicros, wallMicros, firstSeconds).forEach(Figures::clear);
            Rounds rounds =
                    Rounds.run(options.rounds(), () -> read(consumer), () -> count(counting, rows), options.notes());
            BenchLine line = new BenchLine("replay", load)
                    .rates(rounds, "bare KafkaConsumer, the better of one and two threads")
                    .verdict(verdict)
                    .put("cpu_micros_per_event", cpuMicros.median())
                    .put("wall_micros_per_event", wallMicros.median())
                    .put("cold_events_per_s", cold)
                    .put("first_record_s", firstSeconds.median())
                    .put("peak_heap_mib", peakHeapMib.largest())
                    .put("peak_rss_mib", peakResidentMib.largest());
            line.set(
                    "cost_ratio_to_first",
                    JsonNodeFactory.instance
                            .objectNode()
                            .put("cpu", Figures.rounded(cpuMicros.median() / first.cpuMicros.median()))
                            .put("wall", Figures.rounded(wallMicros.median() / first.wallMicros.median())));
            return line.text();
        }
    }

    /** A log, and where the rows go that are counted from it. */
    private record CountedRows(BenchCluster cluster, Load load, Catalog catalog) {
        Path file() {
            return cluster.file("rows");
        }
    }

    private static double read(Child consumer) {
        return Math.max(read(consumer, 1), read(consumer, 2));
    }

    private static double read(Child consumer, int threads) {
        JsonNode answer = consumer.ask(Integer.toString(threads));
        return answer.path("records").asLong() / answer.path("seconds").asDouble();
    }

    private double count(Child counting, CountedRows rows) {
        rows.cluster().forgetState();
        JsonNode answer = counting.ask(rows.file().toString());
        var oracle = new Oracle(rows.load(), rows.catalog(), options.gapMillis());
        verdict = verdict.plus(RowCheck.compare(oracle, rows.file(), rows.catalog()));
        double records = answer.path("records").asDouble();
        cpuMicros.add(answer.path("cpu_seconds").asDouble() * 1e6 / records);
        wallMicros.add(answer.path("seconds").asDouble() * 1e6 / records);
        firstSeconds.add(answer.path("first_seconds").asDouble());
        peakHeapMib.add(answer.path("peak_heap_mib").asDouble());
        peakResidentMib.add(answer.path("peak_rss_mib").asDouble());
        return records / answer.path("seconds").asDouble();
    }
}
