package dev.footfall.bench;

import com.fasterxml.jackson.databind.JsonNode;
import dev.footfall.bench.RowCheck.Verdict;
import dev.footfall.standalone.RoomConfigs;
import java.time.Duration;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.function.Consumer;

/**
 * Measures {@code trending} over many repositories with downloads on each of many days, while changes arrive at a steady rate,
 * beside a constant answer of the same server.
 */
public final class RankingsBench {
    private static final String ROUTE = "trending_";
    private static final int TURNS = 2_000;
    private static final int WARM_UP_TURNS = 500;
    private static final Duration PAUSE = Duration.ofMillis(3);

    /** Enough repositories for each partition to have one. */
    private static final int PRIMED_PER_PARTITION = 100;

    private final BenchOptions options;
    private final BenchCluster cluster;
    private final RankedLoad ranked;
    private final long changesPerSecond;
    private final LocalDate today = LocalDate.now(ZoneOffset.UTC);
    private final Rounds rounds = new Rounds();
    private final Map<String, Figures> millis = new LinkedHashMap<>();

    private RankingsBench(BenchOptions options, BenchCluster cluster, long changesPerSecond) {
        BenchOptions.Shape shape = options.shape();
        this.options = options;
        this.cluster = cluster;
        this.changesPerSecond = changesPerSecond;
        var catalog = new Catalog(shape.repositories(), options.partitions());
        this.ranked = new RankedLoad(catalog, today, shape.days(), shape.seed());
    }

    /**
     * Measures.
     *
     * @param changesPerSecond the downloads that arrive meanwhile, each of another repository
     * @param lines is given the result, a line of JSON
     * @return whether every place of the rankings was right in the end
     */
    public static boolean run(BenchOptions options, long changesPerSecond, Consumer<String> lines) {
        try (BenchCluster cluster = BenchCluster.open(options)) {
            return new RankingsBench(options, cluster, changesPerSecond).measure(lines);
        }
    }

    private boolean measure(Consumer<String> lines) {
        RoomConfigs configs = cluster.configs();
        long midnightMillis = today.atStartOfDay().toInstant(ZoneOffset.UTC).toEpochMilli();
        try (var publisher =
                new RankedPublisher(ranked, configs, options.shape().seed(), midnightMillis)) {
            begin(publisher);
            options.notes().accept("filled in " + ranked.catalog().size() + " repositories");
            long startNanos = System.nanoTime();
            try (ProductProcess product = ProductProcess.serve(cluster.settings())) {
                product.awaitReady();
                double readySeconds = (System.nanoTime() - startNanos) / 1e9;
                BenchLine line = measure(product, publisher).put("ready_s", readySeconds);
                awaitCounted(product, configs);
                Verdict verdict = ranked.compare(product.queryPort());
                lines.accept(line.verdict(verdict).text());
                return verdict.wrong() == 0;
            }
        }
    }

    /** Waits for the true ends: while events arrive, the product may take the log for counted that has just grown. */
    private static void awaitCounted(ProductProcess product, RoomConfigs configs) {
        try (TopicEnds ends = TopicEnds.now(configs)) {
            product.await(() -> product.counted() >= ends.records());
        }
    }

    /** Has each partition counted once, so that it goes on from its stores, and puts the totals there. */
    private void begin(RankedPublisher publisher) {
        try (ProductProcess product = ProductProcess.serve(cluster.settings())) {
            int primed = PRIMED_PER_PARTITION * options.partitions();
            publisher.prime(Math.min(primed, ranked.catalog().size()));
            product.awaitCounted();
        }
        BenchDirectory.delete(cluster.state());
        publisher.fill();
    }

    private BenchLine measure(ProductProcess product, RankedPublisher publisher) {
        ask(product, WARM_UP_TURNS);
        note("idle_", ask(product, TURNS));
        double heapMib = product.heapMib();
        CompletableFuture<Void> publishing = publisher.start(changesPerSecond);
        ask(product, WARM_UP_TURNS);
        long sent = publisher.sent();
        long counted = product.counted();
        double cpuSeconds = product.use().path("cpu_seconds").asDouble();
        long startNanos = System.nanoTime();
        for (int round = 1; round <= options.rounds(); round++) {
            QueryLatencies answers = ask(product, TURNS);
            rounds.add(
                    1_000 / answers.percentile(QueryLatencies.REFERENCE, 50),
                    1_000 / answers.percentile(ROUTE + RankedLoad.PERIODS.get(0), 50));
            note("", answers);
            options.notes().accept("round " + round + " of " + options.rounds() + " asked");
        }
        double seconds = (System.nanoTime() - startNanos) / 1e9;
        long changes = product.counted() - counted;
        long published = publisher.sent() - sent;
        JsonNode use = product.use();
        publisher.stop(publishing);
        return line(publisher.sent())
                .put("changes_per_s", changes / seconds)
                .put("published_per_s", published / seconds)
                .put("cpu_micros_per_event", (use.path("cpu_seconds").asDouble() - cpuSeconds) * 1e6 / changes)
                .put("heap_mib", heapMib)
                .put("peak_heap_mib", use.path("peak_heap_mib").asLong())
                .put("peak_rss_mib", use.path("peak_rss_mib").asLong());
    }

    private QueryLatencies ask(ProductProcess product, int turns) {
        Map<String, List<String>> paths = new LinkedHashMap<>();
        paths.put(QueryLatencies.REFERENCE, List.of("/health"));
        for (int days : RankedLoad.PERIODS) {
            List<String> ofEachType = new ArrayList<>();
            for (String type : List.of("model", "dataset", "space")) {
                ofEachType.add(String.format(Locale.ROOT, "/trending?repo_type=%s&days=%d&limit=20", type, days));
            }
            paths.put(ROUTE + days, ofEachType);
        }
        return QueryLatencies.measure(paths, product.queryPort(), turns, PAUSE);
    }

    private void note(String prefix, QueryLatencies answers) {
        for (String route : answers.routes()) {
            for (int percent : new int[] {50, 99}) {
                millis.computeIfAbsent(prefix + route + "_p" + percent + "_ms", unused -> new Figures())
                        .add(answers.percentile(route, percent));
            }
        }
    }

    private BenchLine line(long events) {
        BenchOptions.Shape shape = options.shape();
        var load = new Load(
                Math.max(1, events),
                shape.repositories(),
                shape.visitors(),
                shape.days(),
                shape.seed(),
                today.plusDays(1),
                shape.manner());
        BenchLine line = new BenchLine("trending", load)
                .rates(rounds, "GET /health of the same server, a constant answer")
                .put("turns", (long) TURNS * options.rounds());
        millis.forEach((key, figures) -> line.put(key, figures.median()));
        return line;
    }
}
