package dev.footfall.aggregator.session;

import java.util.SortedMap;
import java.util.TreeMap;

/**
 * The clicks of a visitor-day by file. Of clicks that follow each other within some time the last counts, so they are runs in
 * mirrored time: a run begins with its last click. They depend on the set of clicks, not on their order, up to {@link #MOST}
 * runs; later clicks count each. Not thread-safe.
 */
public final class Clicks {
    public static final int MOST = 4_096;

    private static final int LAST_MILLI = (int) UtcDay.MILLIS - 1;
    private static final long FILE_BYTES = 112;

    /** The runs by {@link dev.footfall.events.Observation#fileHash}. */
    private final SortedMap<Long, DaySessions> byFile = new TreeMap<>();

    private int runs;

    public SortedMap<Long, DaySessions> byFile() {
        return byFile;
    }

    public void put(long file, DaySessions clicks) {
        byFile.put(file, clicks);
        runs += clicks.size();
    }

    /** True if no click can be added any more. */
    boolean isFull() {
        return runs >= MOST;
    }

    /** The runs of a file, in {@link #mirrored} time. Those that come or go meanwhile are noted by {@link #grow}. */
    DaySessions ofFile(long file) {
        return byFile.computeIfAbsent(file, any -> new DaySessions());
    }

    void grow(int moreRuns) {
        runs += moreRuns;
    }

    static int mirrored(int millisOfDay) {
        return LAST_MILLI - millisOfDay;
    }

    /** Sets {@code least} to the first click that counts in [from, to), if there is one. Times are milliseconds of the day. */
    void first(int from, int to, Head least) {
        for (DaySessions clicks : byFile.values()) {
            for (int i = 0; i < clicks.size(); i++) {
                int millis = mirrored(clicks.first(i));
                if (millis < from || millis >= to) continue;
                if (!least.isPresent() || least.isAfter(millis, clicks.kind(i), clicks.name(i)))
                    least.at(millis, clicks.kind(i), clicks.name(i));
            }
        }
    }

    public long heapBytes() {
        return byFile.values().stream()
                .mapToLong(clicks -> FILE_BYTES + clicks.heapBytes())
                .sum();
    }
}
