package dev.footfall.bench;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;
import java.util.function.Function;

/** Measures latencies of the API, idle and while a log is counted, beside a constant answer of the same server. */
final class QueryBench {
    private static final int TURNS = 2_000;
    private static final int BUSY_TURNS = 100_000;
    private static final long BACKLOG_EVENTS = 5_000_000;
    private static final String REFERENCE = "health";
    private static final String STATS = "stats";

    private final BenchOptions options;
    private final Load load;
    private final Catalog catalog;
    private final long stateEvents;
    private final Measures idle = new Measures();
    private double idleCpuMicros;

    private QueryBench(BenchOptions options, Load load, long stateEvents) {
        this.options = options;
        this.load = load;
        this.catalog = new Catalog(load.repositories(), options.partitions());
        this.stateEvents = stateEvents;
    }

    static boolean run(BenchOptions options, Consumer<String> lines) {
        long rows = (long) options.shape().repositories() * options.shape().days();
        long events = options.oneSizeOr(rows + BACKLOG_EVENTS);
        long backlog = Math.min(BACKLOG_EVENTS, Math.max(events - rows, events / 4));
        Load load = options.load(events).in(Load.Manner.SWEEP);
        try (BenchCluster cluster = BenchCluster.open(options)) {
            return new QueryBench(options, load, events - backlog).measure(cluster, lines);
        }
    }

    private boolean measure(BenchCluster cluster, Consumer<String> lines) {
        var publisher = new LoadPublisher(load, catalog, options.notes());
        publisher.publish(cluster.configs(), 0, stateEvents);
        try (ProductProcess product = ProductProcess.serve(cluster.settings())) {
            product.awaitCounted();
            product.awaitReady();
            measureIdle(product);
        }
        publisher.publish(cluster.configs(), stateEvents, load.events());
        try (ProductProcess product = ProductProcess.serve(cluster.settings())) {
            product.awaitReady();
            Measures busy = ask(product.queryPort(), BUSY_TURNS, () -> !product.isComplete());
            product.awaitCounted();
            JsonNode use = product.use();
            RowVerdict verdict = HttpRows.compare(options, load, catalog, product.queryPort());
            lines.accept(line(busy, use, verdict));
            return verdict.wrong() == 0;
        }
    }

    private void measureIdle(ProductProcess product) {
        ask(product.queryPort(), TURNS, () -> true); // warms it up
        double cpuSeconds = product.use().path("cpu_seconds").asDouble();
        long requests = 0;
        for (int round = 1; round <= options.rounds(); round++) {
            Measures answers = ask(product.queryPort(), TURNS, () -> true);
            idle.rates(
                    1_000 / answers.get(REFERENCE).percentile(50),
                    1_000 / answers.get(STATS).percentile(50));
            for (String route : answers.names()) {
                idle.add(route + "_p50_ms", answers.get(route).percentile(50));
                idle.add(route + "_p99_ms", answers.get(route).percentile(99));
                requests += answers.get(route).number();
            }
            options.notes().accept("round " + round + " of " + options.rounds() + " asked");
        }
        idleCpuMicros = (product.use().path("cpu_seconds").asDouble() - cpuSeconds) * 1e6 / requests;
    }

    private String line(Measures busy, JsonNode use, RowVerdict verdict) {
        BenchLine line = new BenchLine("query", load)
                .rates(idle, "GET /health of the same server, a constant answer")
                .verdict(verdict)
                .put("cpu_micros_per_event", idleCpuMicros)
                .peaks(use);
        line.medians(idle, idle.names().toArray(String[]::new));
        Figures asked = busy.byName().getOrDefault(REFERENCE, new Figures()); // none if all was counted before
        line.put("busy_requests", asked.number());
        for (String route : busy.names()) {
            line.put("busy_" + route + "_p50_ms", busy.get(route).percentile(50));
            line.put("busy_" + route + "_p99_ms", busy.get(route).percentile(99));
        }
        return line.text();
    }

    /** Milliseconds by route of one request of each in turn on one connection. */
    private Measures ask(int port, int turns, BooleanSupplier isWanted) {
        var popularity = new Popularity(catalog.size());
        Map<String, Function<SplittableRandom, String>> paths = new LinkedHashMap<>();
        paths.put(REFERENCE, random -> "/health");
        Function<SplittableRandom, String> repository = random -> HttpRows.path(catalog.id(popularity.pick(random)));
        paths.put(STATS, repository.andThen(path -> path + "/stats"));
        paths.put("recent", repository.andThen(path -> path + "/stats/recent?days=30"));
        paths.put("classes", repository.andThen(path -> path + "/stats/classes?days=30"));
        paths.put("trending", random -> "/trending?repo_type=model&days=7&limit=20");
        var millis = new Measures();
        var random = new SplittableRandom(load.seed());
        try (var connection = new HttpConnection(port)) {
            for (int turn = 0; turn < turns && (turn % 100 != 0 || isWanted.getAsBoolean()); turn++) {
                paths.forEach((route, path) -> millis.add(route, millis(connection, path.apply(random))));
            }
        }
        return millis;
    }

    private static double millis(HttpConnection connection, String path) {
        byte[] request = HttpConnection.get(path);
        long startNanos = System.nanoTime();
        int status = connection.send(request).status();
        double millis = (System.nanoTime() - startNanos) / 1e6;
        // a repository without events is not known
        if (status != 200 && status != 404) throw new IllegalStateException(path + " answered " + status);
        return millis;
    }
}
