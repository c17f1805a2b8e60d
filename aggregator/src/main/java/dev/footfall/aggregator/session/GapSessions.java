package dev.footfall.aggregator.session;

/** Sessions that end with a pause longer than the gap. */
record GapSessions(int gapMillis) implements SessionStrategy {
    @Override
    public void add(int millisOfDay, DaySessions sessions, CountedOutcome outcome) {
        int next = sessions.firstAfter(millisOfDay);
        boolean joinsPrevious = next > 0 && millisOfDay <= sessions.last(next - 1) + (long) gapMillis;
        boolean joinsNext = next < sessions.size() && sessions.first(next) <= millisOfDay + (long) gapMillis;
        SessionChange change = outcome.change();
        change.clear();
        if (joinsPrevious && joinsNext) {
            change.lose(sessions, next);
            sessions.last(next - 1, sessions.last(next));
            sessions.remove(next);
        } else if (joinsPrevious) {
            follow(next - 1, millisOfDay, sessions, outcome);
        } else if (joinsNext) {
            lead(next, millisOfDay, sessions, outcome);
        } else {
            outcome.gain(millisOfDay);
            sessions.insert(next, change.gained());
        }
        change.in(joinsPrevious ? next - 1 : next, sessions);
    }

    private static void follow(int session, int millisOfDay, DaySessions sessions, CountedOutcome outcome) {
        if (millisOfDay > sessions.last(session)) sessions.last(session, millisOfDay);
        if (millisOfDay == sessions.first(session) && outcome.isLessThan(sessions, session))
            lead(session, millisOfDay, sessions, outcome);
    }

    private static void lead(int session, int millisOfDay, DaySessions sessions, CountedOutcome outcome) {
        outcome.change().lose(sessions, session);
        outcome.gain(millisOfDay);
        sessions.lead(session, outcome.change().gained());
    }
}
