package dev.footfall.bench;

import com.fasterxml.jackson.databind.JsonNode;
import dev.footfall.aggregator.session.DailyCounts;
import dev.footfall.bench.RowCheck.Verdict;
import dev.footfall.standalone.settings.Setting;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;

/** Measures the time from the 202 of an event until {@code /stats} shows it, beside the interval of commits. */
final class FreshnessBench {
    private static final long DEFAULT_EVENTS = 1_000;
    private static final int WARM_UP_EVENTS = 100;

    private final Load load;
    private final LiveDownloads downloads;

    private FreshnessBench(Load load, int partitions) {
        this.load = load;
        this.downloads = new LiveDownloads(
                new Catalog(load.repositories(), partitions),
                new Catalog.Range(0, load.repositories()),
                load.seed(),
                load.startMillis());
    }

    static boolean run(BenchOptions options, Consumer<String> lines) {
        Load load = options.load(options.oneSizeOr(DEFAULT_EVENTS));
        var bench = new FreshnessBench(load, options.partitions());
        try (BenchDirectory directory = BenchDirectory.in(options.directory())) {
            String data = directory.file("data").toString();
            try (ProductProcess product =
                    ProductProcess.run(BenchSettings.with(options.settings(), Map.of(Setting.DATA_DIR, data)))) {
                product.awaitReady();
                bench.measure(product, WARM_UP_EVENTS);
                lines.accept(bench.measure(product, options));
            }
        }
        return bench.downloads.verdict().wrong() == 0;
    }

    private String measure(ProductProcess product, BenchOptions options) {
        var rounds = new Rounds();
        var p50 = new Figures();
        var p99 = new Figures();
        double cpuSeconds = product.use().path("cpu_seconds").asDouble();
        for (int round = 1; round <= options.rounds(); round++) {
            Figures millis = measure(product, load.events());
            rounds.add(1_000.0 / LiveDownloads.COMMIT_MILLIS, 1_000 / millis.percentile(50));
            p50.add(millis.percentile(50));
            p99.add(millis.percentile(99));
            options.notes().accept("round " + round + " of " + options.rounds() + " measured");
        }
        JsonNode use = product.use();
        double cpuMicros = (use.path("cpu_seconds").asDouble() - cpuSeconds) * 1e6;
        return new BenchLine("freshness", load)
                .rates(rounds, "one for each commit interval")
                .verdict(downloads.verdict())
                .put("cpu_micros_per_event", cpuMicros / load.events() / options.rounds())
                .put("peak_heap_mib", use.path("peak_heap_mib").asLong())
                .put("peak_rss_mib", use.path("peak_rss_mib").asLong())
                .put("p50_ms", p50.median())
                .put("p99_ms", p99.median())
                .put("commit_interval_ms", LiveDownloads.COMMIT_MILLIS)
                .text();
    }

    private Figures measure(ProductProcess product, long events) {
        long end = downloads.sum().files() + events;
        return downloads.measure(product, () -> downloads.sum().files() < end);
    }

    /** Downloads sent one at a time, each by a visitor of its own, and awaited until {@code /stats} shows it. Used by one thread. */
    private static final class LiveDownloads {
        /** The shortest time between two commits of the product. */
        static final long COMMIT_MILLIS = 100;

        private static final long PATIENCE_NANOS = Duration.ofSeconds(60).toNanos();

        private final Catalog catalog;
        private final Catalog.Range repositories;
        private final EventText text;
        private final SplittableRandom random;
        private final long timeMillis;
        private long published;
        private DailyCounts sum = DailyCounts.ZERO;
        private Verdict verdict = Verdict.NOTHING;

        /**
         * Downloads of that moment, of repositories that nothing else is published of.
         *
         * @param seed of their ids and of the pauses between them
         */
        LiveDownloads(Catalog catalog, Catalog.Range repositories, long seed, long timeMillis) {
            this.catalog = catalog;
            this.repositories = repositories;
            this.text = new EventText(catalog, seed);
            this.random = new SplittableRandom(seed);
            this.timeMillis = timeMillis;
        }

        /** Sends some, and returns the milliseconds of each from its 202 until it is shown. */
        Figures measure(ProductProcess product, BooleanSupplier goOn) {
            var millis = new Figures();
            try (var ingest = new HttpConnection(product.ingestPort());
                    var query = new HttpConnection(product.queryPort())) {
                while (goOn.getAsBoolean()) {
                    // the moment within the commit interval is chance, not the end of the event before
                    LockSupport.parkNanos(random.nextLong(COMMIT_MILLIS * 1_000_000));
                    millis.add(millisUntilShown(ingest, query));
                }
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
            return millis;
        }

        private double millisUntilShown(HttpConnection ingest, HttpConnection query) {
            int number = repositories.to() - repositories.from();
            int repository = repositories.from() + (int) (published % number);
            String wanted = "\"downloads\":" + (published / number + 1) + ",";
            LoadEvent event = event(repository);
            byte[] question = HttpConnection.get(HttpRows.path(catalog.id(repository)) + "/stats");

            int status = ingest.send(HttpConnection.post("/v1/events", text.of(event)))
                    .status();
            if (status != 202) throw new IllegalStateException("ingest answered " + status);
            long startNanos = System.nanoTime();
            sent(event);
            while (true) {
                HttpConnection.Response response = query.send(question);
                long nanos = System.nanoTime() - startNanos;
                boolean isShown = response.status() == 200 && response.body().contains(wanted);
                if (!isShown && nanos <= PATIENCE_NANOS) continue;
                verdict =
                        verdict.and(1, isShown ? 0 : 1, isShown ? "" : "expected " + wanted + " answered " + response);
                return nanos / 1e6;
            }
        }

        /** A request that counts: the first of these serial numbers that makes one. */
        private LoadEvent event(int repository) {
            long serial = published << 8;
            var event = new LoadEvent(serial, repository, (int) published, timeMillis);
            while (event.kind() != LoadEvent.Kind.FILE) {
                serial++;
                event = new LoadEvent(serial, repository, (int) published, timeMillis);
            }
            return event;
        }

        private void sent(LoadEvent event) {
            published++;
            sum = sum.plus(new DailyCounts(1, LoadEvent.isSignedIn(event.visitor()) ? 1 : 0, 1, event.bytes()));
        }

        DailyCounts sum() {
            return sum;
        }

        /** One row for each of them; one that was never shown is wrong. */
        Verdict verdict() {
            return verdict;
        }
    }
}
