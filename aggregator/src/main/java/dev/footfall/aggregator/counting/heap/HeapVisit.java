package dev.footfall.aggregator.counting.heap;

import dev.footfall.aggregator.counting.projections.DaySection;
import dev.footfall.aggregator.counting.projections.Users;
import dev.footfall.aggregator.session.Clicks;
import dev.footfall.aggregator.session.CountedOutcome;
import dev.footfall.aggregator.session.DaySessions;
import dev.footfall.aggregator.session.DoubleClick;
import dev.footfall.aggregator.session.HashPage;
import dev.footfall.aggregator.session.SessionFiles;
import dev.footfall.aggregator.session.VisitorDayState;
import dev.footfall.events.Observation;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** A visitor-day on the heap, with its hours ({@link Users}) and its files where they are counted. Not thread-safe. */
final class HeapVisit implements VisitorDayState {
    private final DaySessions sessions;
    private final HashPage seen;
    private final @Nullable DaySection hours;
    private final @Nullable SessionFiles files;
    private @Nullable Clicks clicks;
    private boolean hasNews;

    HeapVisit(DaySessions sessions, HashPage seen, @Nullable DaySection hours, @Nullable SessionFiles files) {
        this.sessions = sessions;
        this.seen = seen;
        this.hours = hours;
        this.files = files;
    }

    @Override
    public DaySessions sessions() {
        return sessions;
    }

    @Override
    public HashPage seen() {
        return seen;
    }

    @Override
    public Clicks clicks() {
        if (clicks == null) clicks = new Clicks();
        return clicks;
    }

    boolean hasClicks() {
        return clicks != null;
    }

    void add(Observation event, CountedOutcome outcome) {
        if (files != null) files.add(event, outcome);
        if (hours == null) return;
        hours.add(event, outcome);
        hasNews = true;
    }

    void add(Observation event, DoubleClick click) {
        if (hours == null) return;
        hours.add(event, click);
        hasNews = true;
    }

    Optional<SessionFiles> files() {
        return Optional.ofNullable(files);
    }

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
