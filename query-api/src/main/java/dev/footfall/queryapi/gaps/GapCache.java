package dev.footfall.queryapi.gaps;

import dev.footfall.aggregator.counts.SourceDay;
import dev.footfall.queryapi.question.SourceDaysQuery;
import dev.footfall.queryapi.route.Answer;
import dev.footfall.queryapi.route.ReadThreads;
import dev.footfall.queryapi.route.StateReader;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The sources of the whole log and their gaps. One thread computes them from all partitions; a result lives for some
 * seconds, so that each answer can name the gaps in its days. {@link #soon} waits a moment, then returns the previous
 * result. A result stays while a partition does not answer. Thread-safe.
 */
public final class GapCache {
    private static final Logger LOG = LoggerFactory.getLogger(GapCache.class);

    private static final long LIFETIME_NANOS = TimeUnit.SECONDS.toNanos(5);

    /** A result lives at least this many times as long as it took to compute. */
    private static final long LIFETIME_PER_COST = 20;

    private static final long SOON_MILLIS = 100;

    private final StateReader reader;
    private final GapVerdictLog verdicts;
    private final boolean isCounted;
    private final ExecutorService working = ReadThreads.threads(1, "query-gaps");
    private volatile @Nullable CachedReport cached;
    private @Nullable CompletableFuture<CachedReport> asked;

    private record Report(GapList gaps, List<SourceTotals> sources) {}

    private record CachedReport(Answer<Report> answer, long untilNanos) {
        boolean isFresh() {
            return System.nanoTime() - untilNanos < 0;
        }
    }

    /** {@code isCounted}: false if hours of sources are not counted; then only declared gaps exist. */
    public GapCache(StateReader reader, GapVerdictLog verdicts, boolean isCounted) {
        this.reader = reader;
        this.verdicts = verdicts;
        this.isCounted = isCounted;
    }

    /** Some seconds old; unavailable while a partition is. */
    public Answer<GapList> answer() {
        CachedReport now = cached;
        Answer<Report> known = now != null && now.isFresh()
                ? now.answer
                : ReadThreads.answer(askAgain().thenApply(CachedReport::answer));
        return known.map(Report::gaps);
    }

    /** Returns the same after a short wait; empty while unknown. */
    public Optional<GapList> soon() {
        return reportSoon().map(Report::gaps);
    }

    /** Returns the totals of each source after a short wait; empty while unknown. */
    public Optional<List<SourceTotals>> sourcesSoon() {
        return reportSoon().map(Report::sources);
    }

    private Optional<Report> reportSoon() {
        CachedReport known = cached;
        CachedReport now = known != null && known.isFresh()
                ? known
                : askAgain()
                        .copy()
                        .completeOnTimeout(known, SOON_MILLIS, TimeUnit.MILLISECONDS)
                        .exceptionally(failure -> known)
                        .join();
        return now != null && now.answer instanceof Answer.Complete<Report> whole
                ? Optional.of(whole.value())
                : Optional.empty();
    }

    private synchronized CompletableFuture<CachedReport> askAgain() {
        CompletableFuture<CachedReport> running = asked;
        if (running != null) return running;
        CompletableFuture<CachedReport> asking = CompletableFuture.supplyAsync(this::ask, working);
        asked = asking;
        var unused = asking.whenComplete((result, failure) -> {
            if (failure != null) LOG.error("The gaps of sources cannot be computed", failure);
            store(asking, failure == null ? result : cached);
        });
        return asking;
    }

    /** Caches a result, unless a verdict was written since it was asked for. */
    private synchronized void store(CompletableFuture<CachedReport> asking, @Nullable CachedReport result) {
        if (asked != asking) return;
        asked = null;
        cached = result;
    }

    private CachedReport ask() {
        long beganNanos = System.nanoTime();
        Answer<Report> answer = reader.askWhole(new SourceDaysQuery()).then(this::reported);
        CachedReport before = cached;
        long nowNanos = System.nanoTime();
        long cost = nowNanos - beganNanos;
        if (!(answer instanceof Answer.Unavailable)) {
            return new CachedReport(answer, nowNanos + Math.max(LIFETIME_NANOS, LIFETIME_PER_COST * cost));
        }
        return new CachedReport(before == null ? answer : before.answer, nowNanos + LIFETIME_NANOS);
    }

    private Answer<Report> reported(Answer.Complete<List<SourceDay>> days) {
        Instant end = days.asOf().newestLogTime().orElse(Instant.MAX);
        List<SourceDay> counted = isCounted ? days.value() : List.of();
        var report = new Report(GapList.of(counted, end, verdicts.all()), SourceTotals.of(counted));
        return new Answer.Complete<>(report, days.asOf());
    }

    public void write(GapVerdict verdict) {
        verdicts.write(verdict);
        synchronized (this) {
            asked = null;
            cached = null;
        }
    }
}
