package dev.footfall.aggregator.counting;

import dev.footfall.aggregator.session.SourceFiles;
import dev.footfall.events.Observation;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;

/**
 * {@link SourceFiles} of a repository while they are counted: those of one day since it was last rolled up, or of all days.
 * They are sorted by name, so that the store has the same bytes in whatever order the events came. Most rows have a source
 * or two, so the last one is tried first. Not thread-safe.
 */
public final class RunningSources {
    private static final long OBJECT_BYTES = 64;

    private static final byte[] UNKNOWN = {};

    private final List<RunningSource> sorted = new ArrayList<>(0);
    private int last;

    /** Sources that were counted before. */
    public static RunningSources of(List<SourceFiles> counted) {
        var sources = new RunningSources();
        for (SourceFiles files : counted) sources.add(RunningSource.of(files));
        return sources;
    }

    /** Adds a counted event, unless its source is unknown. On the way of every event: no allocation but to grow. */
    public void add(Observation event) {
        if (event.isFrom(UNKNOWN)) return;
        boolean isLast = last < sorted.size() && event.isFrom(sorted.get(last).name());
        if (!isLast) last = place(event);
        sorted.get(last).add(event);
    }

    /** Finds the place of the event's source, and makes room if there is none. */
    private int place(Observation event) {
        int from = 0;
        int to = sorted.size();
        while (from < to) {
            int middle = (from + to) / 2;
            int order = event.compareSource(sorted.get(middle).name());
            if (order == 0) return middle;
            if (order < 0) to = middle;
            else from = middle + 1;
        }
        sorted.add(from, new RunningSource(event.source()));
        return from;
    }

    /**
     * Moves all of them to a sum.
     *
     * @return how many the sum had not
     */
    public int moveTo(RunningSources sum) {
        int before = sum.sorted.size();
        for (RunningSource source : sorted) sum.add(source);
        sorted.clear();
        return sum.sorted.size() - before;
    }

    private void add(RunningSource source) {
        int place = Collections.binarySearch(sorted, source);
        if (place >= 0) sorted.get(place).addAll(source);
        else sorted.add(~place, source);
    }

    /** Number of sources. */
    public int size() {
        return sorted.size();
    }

    /** True if nothing was counted: it then has no section in the store. */
    boolean isEmpty() {
        return sorted.isEmpty();
    }

    void write(ValueWriter section) {
        for (RunningSource source : sorted) source.write(section);
    }

    static RunningSources read(ValueReader section) {
        var sources = new RunningSources();
        while (section.hasMore()) sources.sorted.add(RunningSource.read(section));
        return sources;
    }

    /** The files as they are now, the most first. */
    List<SourceFiles> toFiles() {
        return sorted.stream().map(RunningSource::toFiles).sorted().toList();
    }

    /** About how many bytes it takes on the heap. */
    public long heapBytes() {
        return OBJECT_BYTES
                + sorted.stream().mapToLong(RunningSource::heapBytes).sum();
    }
}
