package dev.footfall.aggregator.session;

import dev.footfall.events.Observation;
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

    /** The runs by {@link Observation#fileHash}. */
    private final SortedMap<Long, DaySessions> byFile = new TreeMap<>();

    private int runs;

    public SortedMap<Long, DaySessions> byFile() {
        return byFile;
    }

    public void put(long file, DaySessions clicks) {
        byFile.put(file, clicks);
        runs += clicks.size();
    }

    /** Sets what the outcome gained to the click, if it counts, and {@code replaced} to one that counts no more. */
    void add(long file, int millisOfDay, int withinMillis, CountedOutcome outcome, Head replaced) {
        replaced.clear();
        outcome.clear();
        if (runs >= MOST) {
            outcome.gained().at(millisOfDay, outcome.kind(), outcome.name());
            return;
        }
        byFile.computeIfAbsent(file, key -> new DaySessions()).add(LAST_MILLI - millisOfDay, withinMillis, outcome);
        runs += outcome.downloads();
        Head lost = outcome.lost();
        if (lost.isPresent()) replaced.at(LAST_MILLI - lost.millisOfDay(), lost.kind(), lost.name());
    }

    /** Gives the session that lost its head the first of the clicks left, or removes it where none is. */
    void settle(DaySessions sessions, int slotMillis, CountedOutcome outcome) {
        int start = outcome.takenBack().millisOfDay() / slotMillis * slotMillis;
        outcome.clear();
        outcome.in(0, sessions);
        if (!sessions.hasHead(start, outcome.takenBack())) return;
        var least = new Head();
        for (DaySessions clicks : byFile.values()) {
            for (int i = 0; i < clicks.size(); i++) {
                int millis = LAST_MILLI - clicks.first(i);
                if (millis < start || millis >= start + slotMillis) continue;
                if (!least.isPresent() || least.isAfter(millis, clicks.kind(i), clicks.name(i)))
                    least.at(millis, clicks.kind(i), clicks.name(i));
            }
        }
        sessions.settle(start, least, outcome);
    }

    public long heapBytes() {
        return byFile.values().stream()
                .mapToLong(clicks -> FILE_BYTES + clicks.heapBytes())
                .sum();
    }
}
