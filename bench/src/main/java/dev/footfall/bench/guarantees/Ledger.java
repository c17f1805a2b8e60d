package dev.footfall.bench.guarantees;

import dev.footfall.aggregator.session.ExclusionReason;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.concurrent.atomic.AtomicLong;

/**
 * What a publisher knows of its events: which it has sent, since when, and which were acknowledged, and when. Safe for
 * any number of threads.
 */
public final class Ledger {
    private final long gapMillis;
    private final Map<Integer, SortedMap<Integer, DayLedger>> repositories = new ConcurrentHashMap<>();
    private final AtomicLong acknowledgements = new AtomicLong();

    /** An empty one, for sessions with that gap. */
    public Ledger(Duration gap) {
        this.gapMillis = gap.toMillis();
    }

    /**
     * How often something must be there at least, and may be there at most.
     *
     * @param least at least so often
     * @param most at most so often
     */
    public record Span(long least, long most) {
        /** Both together. */
        public Span plus(Span other) {
            return new Span(least + other.least, most + other.most);
        }

        /** Whether it may be there so often. */
        public boolean contains(long number) {
            return least <= number && number <= most;
        }
    }

    /** Notes that these are about to be sent, for the first time or again. */
    public void sending(List<Published> events, long nowMillis) {
        for (Published event : events) day(event).sending(event, nowMillis);
    }

    /** Notes that these were acknowledged. */
    public void acknowledged(List<Published> events, long nowMillis) {
        for (Published event : events) day(event).acknowledged(event, nowMillis);
        acknowledgements.addAndGet(events.size());
    }

    private DayLedger day(Published event) {
        return repositories
                .computeIfAbsent(event.repository(), number -> new ConcurrentSkipListMap<>())
                .computeIfAbsent(event.epochDay(), day -> new DayLedger(gapMillis));
    }

    /** How many were acknowledged; one that was published twice is two. */
    public long acknowledged() {
        return acknowledgements.get();
    }

    /** How many of those that were sent were not acknowledged yet. */
    public long pending() {
        return repositories.values().stream()
                .flatMap(days -> days.values().stream())
                .mapToLong(DayLedger::pending)
                .sum();
    }

    /** The bounds of one day. */
    public Bounds day(int repository, int epochDay, Moments moments) {
        DayLedger day = days(repository).get(epochDay);
        return day == null ? Bounds.NOTHING : day.bounds(moments.ackedBeforeMillis(), moments.sentUntilMillis());
    }

    /** The bounds of all days from the one to the other, both included, together. */
    public Bounds days(int repository, int firstDay, int lastDay, Moments moments) {
        return days(repository).subMap(firstDay, lastDay + 1).values().stream()
                .map(day -> day.bounds(moments.ackedBeforeMillis(), moments.sentUntilMillis()))
                .reduce(Bounds.NOTHING, Bounds::plus);
    }

    /**
     * From when to when an answer is unsure.
     *
     * @param ackedBeforeMillis what was acknowledged before then has to be counted
     * @param sentUntilMillis what was sent only after then must not be
     */
    public record Moments(long ackedBeforeMillis, long sentUntilMillis) {
        /** When all is said and done: everything counts. */
        public static final Moments END = new Moments(Long.MAX_VALUE, Long.MAX_VALUE);
    }

    /** Whether an event that counts was acknowledged before then, so that the repository has to be known. */
    public boolean isCountedBefore(int repository, long millis) {
        return days(repository).values().stream().anyMatch(day -> day.isCountedBefore(millis));
    }

    /** How often each reason for which events were excluded must and may be given on a day. */
    public Map<ExclusionReason, Span> exclusions(int repository, int epochDay) {
        DayLedger day = days(repository).get(epochDay);
        return day == null ? Map.of() : day.exclusions();
    }

    private SortedMap<Integer, DayLedger> days(int repository) {
        return repositories.getOrDefault(repository, new ConcurrentSkipListMap<>());
    }
}
