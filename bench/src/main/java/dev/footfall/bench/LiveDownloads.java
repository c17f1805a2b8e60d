package dev.footfall.bench;

import dev.footfall.aggregator.rollup.DailyCounts;
import dev.footfall.bench.RowCheck.Verdict;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.util.SplittableRandom;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;

/** Downloads sent one at a time, each by a visitor of its own, and awaited until {@code /stats} shows it. Used by one thread. */
final class LiveDownloads {
    /** The shortest time between two commits of the product. */
    static final long COMMIT_MILLIS = 100;

    private static final long PATIENCE_NANOS = Duration.ofSeconds(60).toNanos();

    private final Catalog catalog;
    private final Range repositories;
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
    LiveDownloads(Catalog catalog, Range repositories, long seed, long timeMillis) {
        this.catalog = catalog;
        this.repositories = repositories;
        this.text = new EventText(catalog, seed);
        this.random = new SplittableRandom(seed);
        this.timeMillis = timeMillis;
    }

    /** The indexes [{@code from}, {@code to}) of a catalog. */
    record Range(int from, int to) {}

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
        int number = repositories.to - repositories.from;
        int repository = repositories.from + (int) (published % number);
        String wanted = "\"downloads\":" + (published / number + 1) + ",";
        LoadEvent event = event(repository);
        byte[] question = HttpConnection.get(HttpRows.path(catalog.id(repository)) + "/stats");

        int status =
                ingest.send(HttpConnection.post("/v1/events", text.of(event))).status();
        if (status != 202) throw new IllegalStateException("ingest answered " + status);
        long startNanos = System.nanoTime();
        sent(event);
        while (true) {
            HttpConnection.Response response = query.send(question);
            long nanos = System.nanoTime() - startNanos;
            boolean isShown = response.status() == 200 && response.body().contains(wanted);
            if (!isShown && nanos <= PATIENCE_NANOS) continue;
            verdict = verdict.and(1, isShown ? 0 : 1, isShown ? "" : "expected " + wanted + " answered " + response);
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

    /** The counts of all of them. */
    DailyCounts sum() {
        return sum;
    }

    /** One row for each of them; one that was never shown is wrong. */
    Verdict verdict() {
        return verdict;
    }
}
