package dev.footfall.bench.guarantees;

import dev.footfall.rules.ExclusionReason;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.concurrent.atomic.AtomicLong;

/**
 * A publisher's knowledge of its events: those that it sent, since when, and those that were acknowledged, and when.
 * Safe for any number of threads.
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
     * The bounds of a count.
     *
     * @param least at least so often
     * @param most at most so often
     */
    public record Span(long least, long most) {
        /** Both together. */
        public Span plus(Span other) {
            return new Span(least + other.least, most + other.most);
        }

        /** True if the number lies within the bounds. */
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

    /** The number of events that were acknowledged; one that was published twice is two. */
    public long acknowledged() {
        return acknowledgements.get();
    }

    /** The number of events that were sent and not acknowledged yet. */
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

    /** The bounds of one hour of a day, 0 to 23, as far as files and bytes are concerned. */
    public Bounds hour(int repository, int epochDay, int hour, Moments moments) {
        DayLedger day = days(repository).get(epochDay);
        return day == null ? Bounds.NOTHING : day.hour(hour, moments);
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
        /** The end of a run: everything counts. */
        public static final Moments END = new Moments(Long.MAX_VALUE, Long.MAX_VALUE);
    }

    /** True if an event that counts was acknowledged before then, so that the repository has to be known. */
    public boolean isCountedBefore(int repository, long millis) {
        return days(repository).values().stream().anyMatch(day -> day.isCountedBefore(millis));
    }

    /** The bounds of the events that were excluded on a day, by reason. */
    public Map<ExclusionReason, Span> exclusions(int repository, int epochDay) {
        DayLedger day = days(repository).get(epochDay);
        return day == null ? Map.of() : day.exclusions();
    }

    private SortedMap<Integer, DayLedger> days(int repository) {
        return repositories.getOrDefault(repository, new ConcurrentSkipListMap<>());
    }
}
