package dev.footfall.queryapi.gaps;

import dev.footfall.aggregator.sourcehours.SourceDay;
import dev.footfall.queryapi.question.SourceDaysQuery;
import dev.footfall.queryapi.route.Answer;
import dev.footfall.queryapi.route.StateReader;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;

/**
 * The sources of the whole log and their gaps, as this node knows them: worked out of all partitions for whoever asks first, and kept for some
 * seconds, so that every answer can say which gaps lie in its days. While they are worked out anew the others are answered by
 * the old ones; what was known stays known while a partition does not answer. Safe for many threads.
 */
public final class KnownGaps {
    private static final LocalDate LAST_DAY = LocalDate.of(9999, 12, 31);
    private static final SourceDaysQuery EVERYTHING = new SourceDaysQuery(LocalDate.EPOCH, LAST_DAY);

    /** The least time for which they are kept. */
    private static final long KEPT_NANOS = TimeUnit.SECONDS.toNanos(5);

    /** The longest part of the time for which they are worked out is 1 in this. */
    private static final long KEPT_TIMES = 20;

    private final StateReader reader;
    private final GapBook book;
    private final boolean isCounted;
    private final ReentrantLock asking = new ReentrantLock();
    private volatile @Nullable Kept kept;

    /** The knowledge of the sources. */
    private record Report(GapList gaps, List<SourceTotals> sources) {}

    /** An answer, and until when it is kept. */
    private record Kept(Answer<Report> answer, long untilNanos) {
        boolean isFresh() {
            return System.nanoTime() - untilNanos < 0;
        }
    }

    /**
     * Nothing known yet.
     *
     * @param isCounted false where hours of sources are not counted: then there are declared gaps alone
     */
    public KnownGaps(StateReader reader, GapBook book, boolean isCounted) {
        this.reader = reader;
        this.book = book;
        this.isCounted = isCounted;
    }

    /** The book of what operators said. */
    public GapBook book() {
        return book;
    }

    /** All gaps, of all partitions, as of some seconds ago; none while they cannot be known. */
    public Answer<GapList> answer() {
        return report().map(Report::gaps);
    }

    /** All that came from each source, of all partitions, as of some seconds ago; none while that cannot be known. */
    public Answer<List<SourceTotals>> sources() {
        return report().map(Report::sources);
    }

    private Answer<Report> report() {
        Kept now = kept;
        if (now != null && (now.isFresh() || !asking.tryLock())) return now.answer;
        if (now == null) asking.lock();
        try {
            Kept made = kept;
            if (made == null || !made.isFresh()) made = ask();
            kept = made;
            return made.answer;
        } finally {
            asking.unlock();
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
        asking.lock();
        try {
            kept = null;
        } finally {
            asking.unlock();
        }
    }
}
