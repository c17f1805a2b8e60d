package dev.footfall.aggregator.session;

import java.util.function.LongUnaryOperator;

/**
 * The change that a file makes to the sessions of a visitor-day: a head that appears, one that disappears, both, or neither.
 * There is one object for all decisions, so it is valid until the next. Not thread-safe.
 *
 * <pre>
 *                                           gained      lost
 * opened     a session of its own           the event
 * continued  within a session
 * led        before the first of a session  the event   the session's first
 *            beside it, but of less kind    the event   the session's first
 * merged     between two sessions                       the later session's first
 * </pre>
 *
 * An event that merges lies after the first of the earlier session, which therefore keeps its head.
 */
public final class SessionChange {
    private final Head gained = new Head();
    private final Head lost = new Head();
    private int session;
    private DaySessions sessions = new DaySessions();

    SessionChange() {}

    void clear() {
        gained.clear();
        lost.clear();
    }

    /** Notes that this session loses its head. */
    void lose(DaySessions ofVisitor, int place) {
        lost.at(ofVisitor.first(place), ofVisitor.kind(place), ofVisitor.name(place));
    }

    void in(int place, DaySessions ofVisitor) {
        session = place;
        sessions = ofVisitor;
    }

    int session() {
        return session;
    }

    public Head gained() {
        return gained;
    }

    public Head lost() {
        return lost;
    }

    /** The change in the number of the visitor's sessions of that day: +1, 0 or −1. */
    public int downloads() {
        return (gained.isPresent() ? 1 : 0) - (lost.isPresent() ? 1 : 0);
    }

    /** The number of the visitor's sessions of that day, after the change. */
    public int sessions() {
        return sessions.size();
    }

    public int sessionsOf(long part, LongUnaryOperator ofName) {
        int found = 0;
        for (int i = 0; i < sessions.size(); i++) {
            if (ofName.applyAsLong(sessions.name(i)) == part) found++;
        }
        return found;
    }

    @Override
    public String toString() {
        return "gained " + gained + ", lost " + lost;
    }
}
