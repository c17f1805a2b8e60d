package dev.footfall.aggregator.session;

import java.util.Arrays;

/** The sessions of one visitor to one repository on one UTC day: disjoint spans of time, ascending. Not thread-safe. */
public final class DaySessions {
    /** A millisecond of the day takes 27 bits of an int, and half of a {@link HeadKind} the others. */
    private static final int HALF_BITS = HeadKind.BITS / 2;

    private static final int HALF_MASK = (1 << HALF_BITS) - 1;
    private static final long[] NO_NAMES = {};

    /** First and last event of each session, each above half of the session's kind: first, last, first, last, … */
    private int[] bounds;

    /** The {@link HeadName} of each session; none where all are 0. */
    private long[] names = NO_NAMES;

    private int size;

    public DaySessions() {
        this(0);
    }

    public DaySessions(int sessions) {
        this.bounds = new int[2 * sessions];
    }

    /** Adds a session after all others. Times are milliseconds of the day, and the kind is that of the first event. */
    public void append(int first, int last, int kind) {
        insert(size, first, kind, 0);
        last(size - 1, last);
    }

    public long name(int session) {
        return names.length == 0 ? 0 : names[session];
    }

    public void name(int session, long name) {
        if (names.length == 0 && name == 0) return;
        if (names.length < bounds.length / 2) names = Arrays.copyOf(names, bounds.length / 2);
        names[session] = name;
    }

    public long heapBytes() {
        return (2L * Integer.BYTES + (names.length > 0 ? Long.BYTES : 0)) * size;
    }

    public int size() {
        return size;
    }

    /** Time of a session's first event, in milliseconds of the day. */
    public int first(int session) {
        return bounds[2 * session] >>> HALF_BITS;
    }

    /** Time of a session's last event, in milliseconds of the day. */
    public int last(int session) {
        return bounds[2 * session + 1] >>> HALF_BITS;
    }

    public int kind(int session) {
        return (bounds[2 * session] & HALF_MASK) | (bounds[2 * session + 1] & HALF_MASK) << HALF_BITS;
    }

    void last(int session, int millisOfDay) {
        int kept = bounds[2 * session + 1] & HALF_MASK;
        bounds[2 * session + 1] = millisOfDay << HALF_BITS | kept;
    }

    /** Sets the head of a session, and leaves the time of its last event. */
    void lead(int session, Head head) {
        set(session, head.millisOfDay(), last(session), head.kind());
        name(session, head.name());
    }

    /** The place of the first session that begins after this time; {@link #size} if none does. */
    int firstAfter(int millisOfDay) {
        int session = size;
        while (session > 0 && first(session - 1) > millisOfDay) session--;
        return session;
    }

    void remove(int session) {
        System.arraycopy(bounds, 2 * session + 2, bounds, 2 * session, 2 * (size - session - 1));
        if (names.length > 0) System.arraycopy(names, session + 1, names, session, size - session - 1);
        size--;
    }

    /** Inserts a session of one event, which is its head. */
    void insert(int session, Head head) {
        insert(session, head.millisOfDay(), head.kind(), head.name());
    }

    private void insert(int session, int millisOfDay, int kind, long name) {
        if (bounds.length == 2 * size) bounds = Arrays.copyOf(bounds, Math.max(2, 4 * size));
        System.arraycopy(bounds, 2 * session, bounds, 2 * session + 2, 2 * (size - session));
        if (names.length > 0) {
            names = names.length == size ? Arrays.copyOf(names, bounds.length / 2) : names;
            System.arraycopy(names, session, names, session + 1, size - session);
        }
        set(session, millisOfDay, millisOfDay, kind);
        name(session, name);
        size++;
    }

    private void set(int session, int first, int last, int kind) {
        bounds[2 * session] = (first << HALF_BITS) | (kind & HALF_MASK);
        bounds[2 * session + 1] = last << HALF_BITS | kind >>> HALF_BITS;
    }
}
