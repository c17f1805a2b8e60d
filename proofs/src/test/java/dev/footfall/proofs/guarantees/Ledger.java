package dev.footfall.proofs.guarantees;

import dev.footfall.rules.ExclusionReason;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SortedMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.Stream;

/**
 * A publisher's knowledge of its events: those that it sent, since when, and those that were acknowledged, and when.
 * Safe for any number of threads.
 */
public final class Ledger {
    private final Map<Integer, SortedMap<Integer, DayLedger>> repositories = new ConcurrentHashMap<>();
    private final Map<Integer, Ledger> users = new ConcurrentHashMap<>();
    private final AtomicLong acknowledgements = new AtomicLong();

    /**
     * The bounds of a count.
     *
     * @param least at least so often
     * @param most at most so often
     */
    public record Span(long least, long most) {
        /** That of what is not there. */
        public static final Span NONE = new Span(0, 0);

        /** Both together. */
        public Span plus(Span other) {
            return new Span(least + other.least, most + other.most);
        }

        private Span behind(long events) {
            return new Span(Math.max(0, least - events), most);
        }

        /** True if the number lies within the bounds. */
        public boolean contains(long number) {
            return least <= number && number <= most;
        }
    }

    /** Notes that these are about to be sent, for the first time or again. */
    public void sending(List<Published> events, long nowMillis) {
        for (Published event : events) entered(event).forEach(day -> day.sending(event, nowMillis));
    }

    /** Notes that these were acknowledged. */
    public void acknowledged(List<Published> events, long nowMillis) {
        for (Published event : events) entered(event).forEach(day -> day.acknowledged(event, nowMillis));
        acknowledgements.addAndGet(events.size());
    }

    /**
     * Takes back the acknowledgements of what a log has less often than it was acknowledged; returns their number. What it
     * has more often than it was sent may count as a duplicate: after a loss of power brokers may append a batch again.
     * Nothing may be sent meanwhile.
     *
     * @param records the number of records of each event
     */
    public long takeBack(Map<Long, Integer> records) {
        users.values().forEach(user -> user.takeBack(records));
        return repositories.values().stream()
                .flatMap(days -> days.values().stream())
                .mapToLong(day -> day.takeBack(records))
                .sum();
    }

    /** The days that an event is entered in: a user's one is there among those of the user, too. */
    private Stream<DayLedger> entered(Published event) {
        Published.Visitor visitor = event.visitor();
        if (!visitor.isSignedIn()) return Stream.of(day(event));
        Ledger user = users.computeIfAbsent(visitor.number(), number -> new Ledger());
        return Stream.of(day(event), user.day(event));
    }

    private DayLedger day(Published event) {
        return repositories
                .computeIfAbsent(event.repository(), number -> new ConcurrentSkipListMap<>())
                .computeIfAbsent(event.epochDay(), day -> new DayLedger());
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

    /** The number of days of repositories that have an event. */
    public int numberOfDays() {
        return repositories.values().stream().mapToInt(Map::size).sum();
    }

    /** The bounds of one day. */
    public Bounds day(int repository, int epochDay, Moments moments) {
        DayLedger day = days(repository).get(epochDay);
        return day == null ? Bounds.NOTHING : day.bounds(moments).behind(moments.behind());
    }

    /** The bounds of one hour of a day, 0 to 23, as far as files and bytes are concerned. */
    public Bounds hour(int repository, int epochDay, int hour, Moments moments) {
        DayLedger day = days(repository).get(epochDay);
        return day == null ? Bounds.NOTHING : day.hour(hour, moments).behind(moments.behind());
    }

    /** The bounds of all days from the one to the other, both included, together. */
    public Bounds days(int repository, int firstDay, int lastDay, Moments moments) {
        return days(repository).subMap(firstDay, lastDay + 1).values().stream()
                .map(day -> day.bounds(moments))
                .reduce(Bounds.NOTHING, Bounds::plus)
                .behind(moments.behind());
    }

    /** The bounds of all days of all repositories together. */
    public Bounds all(Moments moments) {
        return repositories.keySet().stream()
                .map(repository -> allDays(repository, moments))
                .reduce(Bounds.NOTHING, Bounds::plus);
    }

    /** The bounds of all days of one repository together. */
    public Bounds allDays(int repository, Moments moments) {
        return days(repository, Integer.MIN_VALUE, Integer.MAX_VALUE - 1, moments);
    }

    /** The numbers of the users who sent something. */
    public Set<Integer> users() {
        return Set.copyOf(users.keySet());
    }

    /** The same about the events of one user alone. */
    public Ledger user(int number) {
        return users.getOrDefault(number, new Ledger());
    }

    /** The bounds of the number of repositories with a file. */
    public Span repositoriesWithFile(Moments moments) {
        return repositories.keySet().stream()
                .map(repository -> allDays(repository, moments.behind(0)).ofOne())
                .reduce(Span.NONE, Span::plus)
                .behind(moments.behind());
    }

    /** The bounds of the number of users with a file. */
    public Span usersWithFile(Moments moments) {
        return users.values().stream()
                .map(user -> user.all(moments.behind(0)).ofOne())
                .reduce(Span.NONE, Span::plus)
                .behind(moments.behind());
    }

    /** The bounds of the number of users with a file, by repository. */
    public Map<Integer, Span> usersByRepository(Moments moments) {
        Map<Integer, Span> spans = new HashMap<>();
        for (Ledger user : users.values()) {
            for (int repository : user.repositories.keySet()) {
                Span one = user.allDays(repository, moments.behind(0)).ofOne();
                spans.merge(repository, one, Span::plus);
            }
        }
        spans.replaceAll((repository, span) -> span.behind(moments.behind()));
        return spans;
    }

    /**
     * From when to when an answer is unsure, and by which rules it counts.
     *
     * @param ackedBeforeMillis what was acknowledged before then has to be counted
     * @param sentUntilMillis what was sent only after then must not be
     * @param gap a longer pause ends a session
     * @param behind the number of events that the answer says it does not count yet
     */
    public record Moments(long ackedBeforeMillis, long sentUntilMillis, Duration gap, long behind) {
        /** The end of a run: everything counts. */
        public static Moments end(Duration gap) {
            return new Moments(Long.MAX_VALUE, Long.MAX_VALUE, gap, 0);
        }

        /** The same of an answer that is so many events behind. */
        public Moments behind(long events) {
            return new Moments(ackedBeforeMillis, sentUntilMillis, gap, events);
        }
    }

    /** The number of events that count and were acknowledged before then. */
    public long countedBefore(int repository, long millis) {
        return days(repository).values().stream()
                .mapToLong(day -> day.countedBefore(millis))
                .sum();
    }

    /** True if an event of it was acknowledged that counted, or was excluded. */
    public boolean isKnown(int repository) {
        return days(repository).values().stream()
                .anyMatch(day -> day.countedBefore(Long.MAX_VALUE) > 0
                        || day.exclusions().values().stream().anyMatch(span -> span.least() > 0));
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
