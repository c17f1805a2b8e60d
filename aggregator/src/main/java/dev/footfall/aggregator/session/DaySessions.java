package dev.footfall.aggregator.session;

import java.util.Arrays;

/**
 * The sessions of one visitor to one repository on one UTC day: disjoint runs of event times, each two further apart
 * than the gap, ascending. They depend on the set of events added, not on their order. Not thread-safe.
 */
public final class DaySessions {
    /** A millisecond of the day takes 27 bits of an int, and half of a {@link HeadKind} the others. */
    private static final int HALF_BITS = HeadKind.BITS / 2;

    private static final int HALF_MASK = (1 << HALF_BITS) - 1;
    private static final long[] NO_NAMES = {};

    /** First and last event of each session (of a slot: its start, and its first event), each above half of the session's kind: first, last, first, last, … */
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

    private void last(int session, int millisOfDay) {
        int kept = bounds[2 * session + 1] & HALF_MASK;
        bounds[2 * session + 1] = millisOfDay << HALF_BITS | kept;
    }

    /** Opens a session, continues or leads one, or merges two; {@code outcome} then holds which. */
    void add(int millisOfDay, int gapMillis, CountedOutcome outcome) {
        int next = firstSessionAfter(millisOfDay);
        boolean joinsPrevious = next > 0 && millisOfDay <= last(next - 1) + (long) gapMillis;
        boolean joinsNext = next < size && first(next) <= millisOfDay + (long) gapMillis;
        outcome.clear();
        if (joinsPrevious && joinsNext) {
            outcome.lost().at(first(next), kind(next), name(next));
            last(next - 1, last(next));
            remove(next);
        } else if (joinsPrevious) {
            follow(next - 1, millisOfDay, outcome);
        } else if (joinsNext) {
            lead(next, millisOfDay, outcome.kind(), outcome);
        } else {
            int kind = outcome.kind();
            long name = outcome.name();
            outcome.gained().at(millisOfDay, kind, name);
            insert(next, millisOfDay, kind, name);
        }
        outcome.in(joinsPrevious ? next - 1 : next, this);
    }

    /**
     * As {@link #add} for a session that is a slot of the clock: it begins with the slot, and where others have the time of
     * their last event it has that of its first, whose kind and name are the session's.
     */
    void addToSlot(int start, int millisOfDay, CountedOutcome outcome) {
        int next = firstSessionAfter(start);
        boolean isNew = next == 0 || first(next - 1) < start;
        int session = isNew ? next : next - 1;
        outcome.clear();
        if (isNew) {
            outcome.gained().at(start, outcome.kind(), outcome.name());
            insert(session, start, outcome.kind(), outcome.name());
            last(session, millisOfDay);
        } else if (millisOfDay < last(session) || (millisOfDay == last(session) && isLess(outcome, session))) {
            lead(session, start, outcome.kind(), outcome);
            last(session, millisOfDay);
        }
        outcome.in(session, this);
    }

    /** True if this is the first event of the session of this slot. */
    boolean hasHead(int start, Head click) {
        int session = firstSessionAfter(start) - 1;
        return last(session) == click.millisOfDay() && kind(session) == click.kind() && name(session) == click.name();
    }

    /** Sets the first event of the session of this slot, or removes the session where there is none. */
    void settle(int start, Head head, CountedOutcome outcome) {
        int session = firstSessionAfter(start) - 1;
        outcome.clear();
        boolean isSame = head.isPresent() && head.kind() == kind(session) && head.name() == name(session);
        if (!isSame) {
            outcome.lost().at(start, kind(session), name(session));
            if (head.isPresent()) outcome.gained().at(start, head.kind(), head.name());
        }
        if (head.isPresent()) {
            set(session, start, head.millisOfDay(), head.kind());
            name(session, head.name());
        } else {
            remove(session);
        }
        outcome.in(session, this);
    }

    private void follow(int session, int millisOfDay, CountedOutcome outcome) {
        if (millisOfDay > last(session)) last(session, millisOfDay);
        if (millisOfDay == first(session) && isLess(outcome, session)) {
            lead(session, millisOfDay, outcome.kind(), outcome);
        }
    }

    private boolean isLess(CountedOutcome event, int session) {
        int kind = event.kind();
        return kind == kind(session) ? event.name() < name(session) : kind < kind(session);
    }

    private void lead(int session, int millisOfDay, int kind, CountedOutcome outcome) {
        long name = outcome.name();
        outcome.gained().at(millisOfDay, kind, name);
        outcome.lost().at(first(session), kind(session), name(session));
        set(session, millisOfDay, last(session), kind);
        name(session, name);
    }

    private int firstSessionAfter(int millisOfDay) {
        int session = size;
        while (session > 0 && first(session - 1) > millisOfDay) session--;
        return session;
    }

    private void remove(int session) {
        System.arraycopy(bounds, 2 * session + 2, bounds, 2 * session, 2 * (size - session - 1));
        if (names.length > 0) System.arraycopy(names, session + 1, names, session, size - session - 1);
        size--;
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
