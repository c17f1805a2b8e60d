package dev.footfall.aggregator.session;

import dev.footfall.events.Observation;
import java.util.List;

/** The way in which the files of a visitor-day make sessions. */
sealed interface SessionStrategy permits GapSessions, SlotSessions, ClickSessions {
    /** Adds the outcome's event, which then holds the change. Sessions depend on the set of events, not on their order. */
    void add(int millisOfDay, DaySessions sessions, CountedOutcome outcome);

    /** Decides on an event that is counted unless it is a double click. */
    default Outcome decide(Observation event, VisitorDayState visitor, CountedOutcome outcome) {
        add(UtcDay.millisOfDay(event), visitor.sessions(), outcome);
        return outcome;
    }

    /** See {@link Sessionizer#takeDoubleClicks}. */
    default List<DoubleClick> takeDoubleClicks(DayState day) {
        return List.of();
    }
}
