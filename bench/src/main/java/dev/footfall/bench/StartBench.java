package dev.footfall.bench;

import com.fasterxml.jackson.databind.JsonNode;
import dev.footfall.standalone.settings.Settings;
import java.io.File;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.LongAdder;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Consumer;
import java.util.stream.Stream;

/** Measures the time from launch to ready: empty, with a full data directory, after a kill and without local state. */
final class StartBench {
    private static final long DEFAULT_EVENTS = 1_000_000;
    private static final int LIVE_REPOSITORIES = 100;

    /** Counted before the kill; they take two seconds and more. */
    private static final long LIVE_EVENTS = 10_000;

    private final BenchOptions options;
    private final Load load;
    private final Catalog catalog;
    private final BenchDirectory directory;
    private final Settings settings;
    private final LiveTraffic traffic;
    private final Measures measures = new Measures();
    private long changes;
    private RowVerdict verdict = RowVerdict.NOTHING;

    private StartBench(BenchOptions options, Load load, BenchDirectory directory) {
        this.options = options;
        this.load = load;
        this.catalog = new Catalog(load.repositories(), options.partitions());
        this.directory = directory;
        this.settings = directory.settings(options, "data");
        var withLive = new Catalog(load.repositories() + LIVE_REPOSITORIES, options.partitions());
        this.traffic = new LiveTraffic(withLive, load.repositories(), ~load.seed(), load.endMillis() - 1);
    }

    static boolean run(BenchOptions options, Consumer<String> lines) {
        Load load = options.load(options.oneSizeOr(DEFAULT_EVENTS));
        try (BenchDirectory directory = BenchDirectory.in(options.directory())) {
            var bench = new StartBench(options, load, directory);
            bench.changes = ProductProcess.count(bench.settings, load, bench.catalog, options.notes());
            for (int round = 1; round <= options.rounds(); round++) {
                bench.measure();
                options.notes().accept("round " + round + " of " + options.rounds() + " started four times");
            }
            lines.accept(bench.line());
            return bench.verdict.wrong() == 0;
        }
    }

    private void measure() {
        double empty = secondsToReady("empty", directory.settings(options, "empty"), product -> {});
        BenchDirectory.delete(directory.file("empty"));
        double intact = secondsToReady("intact", settings, product -> {});
        killWhileItCounts();
        secondsToReady("killed", settings, product -> {
            product.awaitCounted();
            verdict = verdict.plus(traffic.check(product));
        });
        BenchDirectory.delete(directory.file("data").resolve("state"));
        double restored = secondsToReady("restored", settings, this::check);
        measures.add("restored_per_s", changes / restored);
        measures.rates(load.events() / empty, load.events() / intact);
    }

    private double secondsToReady(String state, Settings of, Consumer<ProductProcess> then) {
        long startNanos = System.nanoTime();
        try (ProductProcess product = ProductProcess.run(of)) {
            product.awaitReady();
            double passed = (System.nanoTime() - startNanos) / 1e9;
            measures.add(state + "_s", passed);
            measures.add(state + "_cpu_s", product.use().path("cpu_seconds").asDouble());
            then.accept(product);
            return passed;
        }
    }

    private void killWhileItCounts() {
        try (ProductProcess product = ProductProcess.run(settings)) {
            product.awaitReady();
            long before = product.counted();
            CompletableFuture<Void> sending = traffic.sendTo(product);
            product.await(() -> product.counted() >= before + LIVE_EVENTS);
            product.kill();
            sending.join();
        }
    }

    private void check(ProductProcess product) {
        JsonNode use = product.use();
        measures.add("cpu_micros_per_event", use.path("cpu_seconds").asDouble() * 1e6 / load.events());
        measures.addPeaks(use);
        verdict = verdict.plus(HttpRows.compare(options, load, catalog, product.queryPort()));
    }

    private String line() {
        File program = BenchEnvironment.program().toFile();
        return new BenchLine("start", load)
                .rates(measures, "a start with an empty data directory")
                .verdict(verdict)
                .put("sessions", sessions())
                .medians(measures, "cpu_micros_per_event")
                .peaks(measures)
                .spreads(measures, "empty_s", "empty_cpu_s", "intact_s", "intact_cpu_s", "killed_s", "killed_cpu_s")
                .spreads(measures, "restored_s", "restored_cpu_s", "restored_per_s")
                .put("changelog_records", changes)
                .put("jar_mib", (program.isFile() ? program.length() : 0) / 1_048_576.0)
                .text();
    }

    private long sessions() {
        var downloads = new LongAdder();
        new Oracle(load, catalog, options.rules())
                .forEachRow(row -> downloads.add(row.counts().downloads()));
        return downloads.sum();
    }

    /** At most 5,000/s until the product is gone, each by a new visitor of repositories without other traffic. */
    private static final class LiveTraffic {
        private static final int BATCH_EVENTS = 100;
        private static final Duration BETWEEN_BATCHES = Duration.ofMillis(20);

        private final Catalog catalog;
        private final int firstRepository;
        private final EventText text;
        private final long timeMillis;
        private long serial;
        private long sent;
        private long acknowledged;

        LiveTraffic(Catalog catalog, int firstRepository, long seed, long timeMillis) {
            this.catalog = catalog;
            this.firstRepository = firstRepository;
            this.text = new EventText(catalog, seed);
            this.timeMillis = timeMillis;
        }

        /** Sends until the product stops answering; join it before any other call. */
        CompletableFuture<Void> sendTo(ProductProcess product) {
            return CompletableFuture.runAsync(
                    () -> sendUntilGone(product.ingestPort()), task -> new Thread(task, "live-traffic").start());
        }

        private void sendUntilGone(int port) {
            try (var connection = new HttpConnection(port)) {
                while (true) {
                    byte[] batch = HttpConnection.post(Stream.generate(() -> text.of(event()))
                            .limit(BATCH_EVENTS)
                            .toList());
                    sent += BATCH_EVENTS;
                    int status = connection.send(batch).status();
                    if (status != 202) throw new IllegalStateException("ingest answered " + status);
                    acknowledged += BATCH_EVENTS;
                    LockSupport.parkNanos(BETWEEN_BATCHES.toNanos());
                }
            } catch (UncheckedIOException e) {
                // it was killed, as it should be
            }
        }

        private LoadEvent event() {
            while (true) {
                int repository = firstRepository + (int) (serial % (catalog.size() - firstRepository));
                var event = new LoadEvent(serial, repository, (int) serial, timeMillis);
                serial++;
                if (event.kind() == LoadEventKind.FILE) return event;
            }
        }

        RowVerdict check(ProductProcess product) {
            long counted = 0;
            try (var connection = new HttpConnection(product.queryPort())) {
                for (int index = firstRepository; index < catalog.size(); index++) {
                    byte[] question = HttpConnection.get(HttpRows.path(catalog.id(index)) + "/stats");
                    HttpReply response = connection.send(question);
                    if (response.status() == 200)
                        counted += response.json().path("downloads").asLong();
                }
            }
            boolean isRight = acknowledged <= counted && counted <= sent;
            String wrong = "expected " + acknowledged + " to " + sent + " live downloads, answered " + counted;
            return new RowVerdict(1, isRight ? 0 : 1, isRight ? "" : wrong);
        }
    }
}
