package dev.footfall.aggregator.session;

import java.util.Arrays;

/**
 * The sessions of one visitor to one repository on one UTC day: disjoint runs of event times, each two further apart
 * than the gap, ascending. They depend on the set of events added, not on their order. Not thread-safe.
 */
public class DaySessions {
    /** A session is a long: its first event and its last one, in milliseconds of the day, and its {@link HeadKind}. */
    private static final int TIME_BITS = 27;

    private static final int TIME_MASK = (1 << TIME_BITS) - 1;
    private static final int KIND_MASK = (1 << HeadKind.BITS) - 1;
    private static final int LAST_SHIFT = HeadKind.BITS;
    private static final int FIRST_SHIFT = HeadKind.BITS + TIME_BITS;
    private static final long[] NONE = {};

    /** The first session, which is the only one of most visitors: each further object would be one more place in memory. */
    private long earliest;

    /** The sessions after it, and room for more. */
    private long[] later = NONE;

    private int size;

    /** No session yet. */
    public DaySessions() {}

    /** The sessions of another, which is not used after that. */
    protected DaySessions(DaySessions read) {
        earliest = read.earliest;
        later = read.later;
        size = read.size;
    }

    /**
     * Adds a session after all others.
     *
     * @param first its first event, in milliseconds of the day
     * @param last its last one
     * @param kind the first one's {@link HeadKind}
     */
    public final void append(int first, int last, int kind) {
        insert(size, session(first, last, kind));
    }

    private static long session(int first, int last, int kind) {
        return (long) first << FIRST_SHIFT | (long) last << LAST_SHIFT | kind;
    }

    /** Number of sessions. */
    public final int size() {
        return size;
    }

    /** Time of a session's first event, in milliseconds of the day. */
    public final int first(int session) {
        return (int) (get(session) >>> FIRST_SHIFT);
    }

    /** Time of a session's last event, in milliseconds of the day. */
    public final int last(int session) {
        return (int) (get(session) >>> LAST_SHIFT) & TIME_MASK;
    }

    /** The {@link HeadKind} of a session's first event. */
    public final int kind(int session) {
        return (int) get(session) & KIND_MASK;
    }

    private long get(int session) {
        return session == 0 ? earliest : later[session - 1];
    }

    private void set(int session, int first, int last, int kind) {
        long changed = session(first, last, kind);
        if (session == 0) earliest = changed;
        else later[session - 1] = changed;
    }

    private void last(int session, int millisOfDay) {
        set(session, first(session), millisOfDay, kind(session));
    }

    /**
     * Adds an event, which opens a session, continues or leads one, or merges two; {@code outcome} then holds which.
     */
    final void add(int millisOfDay, int gapMillis, Outcome.Counted outcome) {
        int next = firstSessionAfter(millisOfDay);
        boolean joinsPrevious = next > 0 && millisOfDay <= last(next - 1) + (long) gapMillis;
        boolean joinsNext = next < size && first(next) <= millisOfDay + (long) gapMillis;
        outcome.clear();
        if (joinsPrevious && joinsNext) {
            outcome.lost().at(first(next), kind(next));
            last(next - 1, last(next));
            remove(next);
        } else if (joinsPrevious) {
            follow(next - 1, millisOfDay, outcome);
        } else if (joinsNext) {
            lead(next, millisOfDay, outcome.kind(), outcome);
        } else {
            int kind = outcome.kind();
            outcome.gained().at(millisOfDay, kind);
            insert(next, session(millisOfDay, millisOfDay, kind));
        }
    }

    private void follow(int session, int millisOfDay, Outcome.Counted outcome) {
        if (millisOfDay > last(session)) last(session, millisOfDay);
        if (millisOfDay > first(session)) return;
        int kind = outcome.kind();
        if (kind < kind(session)) lead(session, millisOfDay, kind, outcome);
    }

    private void lead(int session, int millisOfDay, int kind, Outcome.Counted outcome) {
        outcome.gained().at(millisOfDay, kind);
        outcome.lost().at(first(session), kind(session));
        set(session, millisOfDay, last(session), kind);
    }

    private int firstSessionAfter(int millisOfDay) {
        int session = size;
        while (session > 0 && first(session - 1) > millisOfDay) session--;
        return session;
    }

    /** Removes a session that has another before it. */
    private void remove(int session) {
        System.arraycopy(later, session, later, session - 1, size - 1 - session);
        size--;
    }

    private void insert(int at, long session) {
        if (size == 0) {
            earliest = session;
        } else {
            if (later.length == size - 1) later = Arrays.copyOf(later, 2 * size - 1);
            int place = Math.max(at - 1, 0);
            System.arraycopy(later, place, later, place + 1, size - 1 - place);
            later[place] = at == 0 ? earliest : session;
            if (at == 0) earliest = session;
        }
        size++;
    }
}
