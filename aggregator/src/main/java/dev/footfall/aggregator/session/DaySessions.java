package dev.footfall.aggregator.session;

import java.util.Arrays;

/**
 * The sessions of one visitor to one repository on one UTC day: disjoint runs of event times, each two further apart
 * than the gap, ascending. They depend on the set of times added, not on their order. Not thread-safe.
 */
public final class DaySessions {
    /** First and last event of each session, in milliseconds of the day: first, last, first, last, … */
    private int[] bounds;

    private int size;

    /** No session yet. */
    public DaySessions() {
        this(new int[0]);
    }

    /** Sessions: first and last event of each, in milliseconds of the day, ascending. */
    public DaySessions(int[] bounds) {
        this.bounds = bounds.clone();
        this.size = bounds.length / 2;
    }

    /** Number of sessions. */
    public int size() {
        return size;
    }

    /** Time of a session's first event, in milliseconds of the day. */
    public int first(int session) {
        return bounds[2 * session];
    }

    /** Time of a session's last event, in milliseconds of the day. */
    public int last(int session) {
        return bounds[2 * session + 1];
    }

    /**
     * Adds an event, which opens a session, continues or leads one, or merges two; {@code outcome} then holds which.
     */
    Outcome add(int millisOfDay, int gapMillis, Outcome.Counted outcome) {
        int next = firstSessionAfter(millisOfDay);
        boolean joinsPrevious = next > 0 && millisOfDay <= last(next - 1) + (long) gapMillis;
        boolean joinsNext = next < size && first(next) <= millisOfDay + (long) gapMillis;
        if (joinsPrevious && joinsNext) {
            int later = first(next);
            bounds[2 * next - 1] = last(next);
            remove(next);
            return outcome.merged(later);
        }
        if (joinsPrevious) {
            bounds[2 * next - 1] = Math.max(last(next - 1), millisOfDay);
            return outcome.continued();
        }
        if (joinsNext) {
            int former = first(next);
            bounds[2 * next] = millisOfDay;
            return outcome.led(millisOfDay, former);
        }
        insert(next, millisOfDay);
        return outcome.opened(millisOfDay);
    }

    private int firstSessionAfter(int millisOfDay) {
        int session = size;
        while (session > 0 && first(session - 1) > millisOfDay) session--;
        return session;
    }

    private void remove(int session) {
        System.arraycopy(bounds, 2 * session + 2, bounds, 2 * session, 2 * (size - session - 1));
        size--;
    }

    private void insert(int session, int millisOfDay) {
        if (bounds.length == 2 * size) bounds = Arrays.copyOf(bounds, Math.max(2, 4 * size));
        System.arraycopy(bounds, 2 * session, bounds, 2 * session + 2, 2 * (size - session));
        bounds[2 * session] = millisOfDay;
        bounds[2 * session + 1] = millisOfDay;
        size++;
    }
}
