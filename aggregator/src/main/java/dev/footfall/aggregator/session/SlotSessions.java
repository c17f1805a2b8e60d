package dev.footfall.aggregator.session;

/**
 * Sessions that are slots of the clock ({@link dev.footfall.rules.SlotRule}). Each begins with its slot; where others have the
 * time of their last event it has that of its first, whose kind and name are the session's.
 */
record SlotSessions(int slotMillis) implements SessionStrategy {
    @Override
    public void add(int millisOfDay, DaySessions sessions, CountedOutcome outcome) {
        int start = start(millisOfDay);
        int next = sessions.firstAfter(start);
        boolean isNew = next == 0 || sessions.first(next - 1) < start;
        int session = isNew ? next : next - 1;
        SessionChange change = outcome.change();
        change.clear();
        if (isNew) {
            outcome.gain(start);
            sessions.insert(session, change.gained());
            sessions.last(session, millisOfDay);
        } else if (isFirst(millisOfDay, session, sessions, outcome)) {
            change.lose(sessions, session);
            outcome.gain(start);
            sessions.lead(session, change.gained());
            sessions.last(session, millisOfDay);
        }
        change.in(session, sessions);
    }

    private static boolean isFirst(int millisOfDay, int session, DaySessions sessions, CountedOutcome outcome) {
        int first = sessions.last(session);
        return millisOfDay < first || (millisOfDay == first && outcome.isLessThan(sessions, session));
    }

    /** The beginning of the slot of this time. */
    int start(int millisOfDay) {
        return millisOfDay - millisOfDay % slotMillis;
    }
}
