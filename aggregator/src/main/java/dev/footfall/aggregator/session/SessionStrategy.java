package dev.footfall.aggregator.session;

import dev.footfall.events.Observation;
import dev.footfall.rules.CountingRules;
import dev.footfall.rules.SlotRule;
import java.util.List;

/** The way in which the files of a visitor-day make sessions. */
sealed interface SessionStrategy permits GapSessions, SlotSessions, ClickSessions {
    static SessionStrategy of(CountingRules rules) {
        SlotRule slots = rules.slots();
        if (slots.isEmpty()) return new GapSessions(Math.toIntExact(rules.gap().toMillis()));
        var clock = new SlotSessions(Math.toIntExact(slots.session().toMillis()));
        if (slots.doubleClick().isZero()) return clock;
        return new ClickSessions(clock, Math.toIntExact(slots.doubleClick().toMillis()));
    }

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
