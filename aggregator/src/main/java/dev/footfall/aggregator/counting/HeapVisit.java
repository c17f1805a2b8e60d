package dev.footfall.aggregator.counting;

import dev.footfall.aggregator.session.DaySessions;
import dev.footfall.aggregator.session.HashPage;
import dev.footfall.aggregator.session.Outcome;
import dev.footfall.aggregator.session.VisitorDay;
import dev.footfall.events.Observation;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** A visitor-day on the heap, with its hours where those are counted ({@link Users}). Not thread-safe. */
final class HeapVisit implements VisitorDay {
    private final DaySessions sessions;
    private final HashPage seen;
    private final @Nullable DaySection hours;
    private boolean hasNews;

    HeapVisit(DaySessions sessions, HashPage seen, @Nullable DaySection hours) {
        this.sessions = sessions;
        this.seen = seen;
        this.hours = hours;
    }

    /** A visitor who has not been there that day. */
    static HeapVisit unvisited(@Nullable DaySection hours) {
        return new HeapVisit(new DaySessions(), HashPage.of(), hours);
    }

    @Override
    public DaySessions sessions() {
        return sessions;
    }

    @Override
    public HashPage seen() {
        return seen;
    }

    /** Adds a counted event to the hours. */
    void add(Observation event, Outcome.Counted outcome) {
        if (hours == null) return;
        hours.add(event, outcome);
        hasNews = true;
    }

    /** The hours, if they are counted. */
    Optional<DaySection> hours() {
        return Optional.ofNullable(hours);
    }

    /** The hours, if they have changed since the last call. */
    Optional<DaySection> takeNews() {
        boolean isNew = hasNews;
        hasNews = false;
        return isNew ? hours() : Optional.empty();
    }
}
