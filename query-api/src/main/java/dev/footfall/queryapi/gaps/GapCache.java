package dev.footfall.queryapi.gaps;

import dev.footfall.aggregator.sourcehours.SourceDay;
import dev.footfall.queryapi.gaps.GapVerdictLog.GapVerdict;
import dev.footfall.queryapi.question.SourceQueries.SourceDaysQuery;
import dev.footfall.queryapi.route.Answer;
import dev.footfall.queryapi.route.StateReader;
import java.time.Instant;
import java.time.LocalDate;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The sources of the whole log and their gaps, as this node knows them: worked out of all partitions by a thread of its own, and kept for
 * some seconds, so that every answer can say which gaps lie in its days. Who can do without waits for them a moment, and has the
 * old ones then; what was known stays known while a partition does not answer. Safe for many threads.
 */
public final class GapCache {
    private static final Logger LOG = LoggerFactory.getLogger(GapCache.class);
    private static final LocalDate LAST_DAY = LocalDate.of(9999, 12, 31);
    private static final SourceDaysQuery EVERYTHING = new SourceDaysQuery(LocalDate.EPOCH, LAST_DAY);

    /** The least time for which they are kept. */
    private static final long KEPT_NANOS = TimeUnit.SECONDS.toNanos(5);

    /** The longest part of the time for which they are worked out is 1 in this. */
    private static final long KEPT_TIMES = 20;

    /** The time after that in which the old ones will do for who does not wait. */
    private static final long STALE_NANOS = TimeUnit.SECONDS.toNanos(30);

    /** The longest wait of those who can do without. */
    private static final long SOON_MILLIS = 100;

    private static final long IDLE_SECONDS = 10;

    private final StateReader reader;
    private final GapVerdictLog book;
    private final boolean isCounted;
    private final ThreadPoolExecutor working =
            new ThreadPoolExecutor(1, 1, IDLE_SECONDS, TimeUnit.SECONDS, new LinkedBlockingQueue<>(), GapCache::thread);
    private volatile @Nullable Kept kept;
    private @Nullable CompletableFuture<Kept> asked;

    /** The knowledge of the sources. */
    private record Report(GapList gaps, List<SourceTotals> sources) {}

    /** An answer, and until when it is kept. */
    private record Kept(Answer<Report> answer, long untilNanos) {
        boolean isFresh() {
            return System.nanoTime() - untilNanos < 0;
        }

        boolean isRecent() {
            return System.nanoTime() - untilNanos < STALE_NANOS;
        }
    }

    /**
     * Nothing known yet.
     *
     * @param isCounted false where hours of sources are not counted: then there are declared gaps alone
     */
    public GapCache(StateReader reader, GapVerdictLog book, boolean isCounted) {
        this.reader = reader;
        this.book = book;
        this.isCounted = isCounted;
        working.allowCoreThreadTimeOut(true);
    }

    private static Thread thread(Runnable work) {
        var thread = new Thread(work, "query-gaps");
        thread.setDaemon(true);
        return thread;
    }

    /** The book of what operators said. */
    public GapVerdictLog book() {
        return book;
    }

    /** All gaps, of all partitions, as of some seconds ago; none while they cannot be known. */
    public Answer<GapList> answer() {
        Kept now = kept;
        Answer<Report> known = now != null && now.isFresh() ? now.answer : madeBy(askAgain());
        return known.map(Report::gaps);
    }

    /** The same for who does not wait long; empty while they are not known. */
    public Optional<GapList> soon() {
        return reportSoon().map(Report::gaps);
    }

    /** All that came from each source, of all partitions, as of some seconds ago; empty while that is not known. */
    public Optional<List<SourceTotals>> sourcesSoon() {
        return reportSoon().map(Report::sources);
    }

    private Optional<Report> reportSoon() {
        Kept now = kept;
        if (now == null || !now.isFresh()) {
            Kept before = now;
            now = within(askAgain());
            if (now == null && before != null && before.isRecent()) now = before;
        }
        return now == null
                ? Optional.empty()
                : now.answer.fold(
                        complete -> Optional.of(complete.value()),
                        partial -> Optional.empty(),
                        unavailable -> Optional.empty());
    }

    private synchronized CompletableFuture<Kept> askAgain() {
        CompletableFuture<Kept> running = asked;
        if (running != null) return running;
        var asking = new CompletableFuture<Kept>();
        asked = asking;
        working.execute(() -> {
            try {
                asking.complete(keep(asking, ask()));
            } catch (RuntimeException e) { // the edge of the thread
                LOG.error("The gaps of sources cannot be worked out", e);
                asking.completeExceptionally(e);
                keep(asking, kept);
            }
        });
        return asking;
    }

    /** Keeps what was made, unless an operator has said something since it was asked for. */
    private synchronized @Nullable Kept keep(CompletableFuture<Kept> asking, @Nullable Kept made) {
        if (asked == asking) {
            asked = null;
            kept = made;
        }
        return made;
    }

    private static Answer<Report> madeBy(CompletableFuture<Kept> asking) {
        try {
            return asking.get().answer;
        } catch (ExecutionException e) {
            throw new IllegalStateException(e.getCause());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return new Answer.Unavailable<>("the question was given up");
        }
    }

    private static @Nullable Kept within(CompletableFuture<Kept> asking) {
        try {
            return asking.get(SOON_MILLIS, TimeUnit.MILLISECONDS);
        } catch (ExecutionException | TimeoutException e) {
            return null;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return null;
        }
    }

    private Kept ask() {
        long beganNanos = System.nanoTime();
        Answer<Report> answer = reader.askWhole(EVERYTHING).then(this::reported);
        Kept before = kept;
        long nowNanos = System.nanoTime();
        long cost = nowNanos - beganNanos;
        if (!(answer instanceof Answer.Unavailable)) {
            return new Kept(answer, nowNanos + Math.max(KEPT_NANOS, KEPT_TIMES * cost));
        }
        return new Kept(before == null ? answer : before.answer, nowNanos + KEPT_NANOS);
    }

    private Answer<Report> reported(Answer.Complete<List<SourceDay>> days) {
        Instant end = days.asOf().newestLogTime().orElse(Instant.MAX);
        List<SourceDay> counted = isCounted ? days.value() : List.of();
        var report = new Report(GapList.of(counted, end, book.all()), SourceTotals.of(counted));
        return new Answer.Complete<>(report, days.asOf());
    }

    /** Writes a verdict; the next answer has it. */
    public void say(GapVerdict verdict) {
        book.say(verdict);
        synchronized (this) {
            asked = null;
            kept = null;
        }
    }

    /**
     * All events of one source.
     *
     * @param withoutAgent those of them without a User-Agent
     * @param last the time of the latest one
     */
    public record SourceTotals(String source, long events, long withoutAgent, Instant last) {
        /** Those of all sources, by name. */
        static List<SourceTotals> of(Collection<SourceDay> days) {
            return List.copyOf(days.stream()
                    .map(SourceTotals::of)
                    .collect(Collectors.toMap(SourceTotals::source, totals -> totals, SourceTotals::plus, TreeMap::new))
                    .values());
        }

        private static SourceTotals of(SourceDay day) {
            return new SourceTotals(day.source(), day.events(), day.withoutAgent(), day.last());
        }

        private SourceTotals plus(SourceTotals other) {
            return new SourceTotals(
                    source,
                    events + other.events,
                    withoutAgent + other.withoutAgent,
                    last.isAfter(other.last) ? last : other.last);
        }
    }
}
