package dev.footfall.aggregator.session;

import dev.footfall.events.Observation;
import dev.footfall.rules.ExclusionReason;
import java.util.List;

/** Slots in which a file counts unless the visitor clicks it again within some time, as by COUNTER. Not thread-safe. */
final class ClickSessions implements SessionStrategy {
    private static final Outcome DOUBLE_CLICK = new Outcome.Excluded(ExclusionReason.DOUBLE_CLICK);

    private final SlotSessions slots;
    private final GapSessions runs;

    /** The event decided on, which a later click replaces. */
    private final DoubleClick own = new DoubleClick(0);

    /** A click that counted until the event came. */
    private final DoubleClick earlier = new DoubleClick(-1);

    private List<DoubleClick> doubleClicks = List.of();

    ClickSessions(SlotSessions slots, int withinMillis) {
        this.slots = slots;
        this.runs = new GapSessions(withinMillis);
    }

    @Override
    public void add(int millisOfDay, DaySessions sessions, CountedOutcome outcome) {
        slots.add(millisOfDay, sessions, outcome);
    }

    @Override
    public Outcome decide(Observation event, VisitorDayState visitor, CountedOutcome outcome) {
        int millisOfDay = UtcDay.millisOfDay(event);
        boolean counts = counts(event, visitor.clicks(), outcome);
        if (counts) {
            add(millisOfDay, visitor.sessions(), outcome);
        } else {
            own.head().at(millisOfDay, outcome.kind(), outcome.name());
            own.send(event.request().bytes());
        }
        earlier.follow(counts ? outcome.downloads() : 0);
        if (earlier.head().isPresent()) doubleClicks = counts ? List.of(earlier) : List.of(own, earlier);
        else doubleClicks = counts ? List.of() : List.of(own);
        return counts ? outcome : DOUBLE_CLICK;
    }

    /** Adds the event to the clicks of its file; false if a later one counts in its place. */
    private boolean counts(Observation event, Clicks clicks, CountedOutcome outcome) {
        earlier.head().clear();
        if (clicks.isFull()) return true;
        runs.add(Clicks.mirrored(UtcDay.millisOfDay(event)), clicks.ofFile(event.fileHash()), outcome);
        clicks.grow(outcome.downloads());
        Head lost = outcome.change().lost();
        if (lost.isPresent()) earlier.head().at(Clicks.mirrored(lost.millisOfDay()), lost.kind(), lost.name());
        return outcome.change().gained().isPresent();
    }

    @Override
    public List<DoubleClick> takeDoubleClicks(DayState day) {
        List<DoubleClick> taken = doubleClicks;
        if (taken.contains(earlier)) takeBack(earlier, day.visitor());
        doubleClicks = List.of();
        return taken;
    }

    /** Gives the session whose first event was this click the first of the clicks left, or removes it where none is. */
    private void takeBack(DoubleClick click, VisitorDayState visitor) {
        DaySessions sessions = visitor.sessions();
        int start = slots.start(click.head().millisOfDay());
        int session = sessions.firstAfter(start) - 1;
        click.change().clear();
        if (hasFirst(session, click.head(), sessions)) {
            var first = new Head();
            visitor.clicks().first(start, start + slots.slotMillis(), first);
            if (first.isPresent()) replaceFirst(session, first, sessions, click.change());
            else remove(session, sessions, click.change());
        }
        click.change().in(session, sessions);
    }

    private static boolean hasFirst(int session, Head click, DaySessions sessions) {
        return sessions.last(session) == click.millisOfDay()
                && sessions.kind(session) == click.kind()
                && sessions.name(session) == click.name();
    }

    private static void replaceFirst(int session, Head first, DaySessions sessions, SessionChange change) {
        if (first.kind() != sessions.kind(session) || first.name() != sessions.name(session)) {
            change.lose(sessions, session);
            change.gained().at(sessions.first(session), first.kind(), first.name());
            sessions.lead(session, change.gained());
        }
        sessions.last(session, first.millisOfDay());
    }

    private static void remove(int session, DaySessions sessions, SessionChange change) {
        change.lose(sessions, session);
        sessions.remove(session);
    }
}
