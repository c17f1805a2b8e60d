package dev.footfall.queryapi.gaps;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/** Hours of one source, ascending, of which those beside one another become one gap. Not thread-safe. */
final class HourRuns {
    static final Duration HOUR = Duration.ofHours(1);

    private final String source;
    private final List<Gap> runs = new ArrayList<>();

    HourRuns(String source) {
        this.source = source;
    }

    /** Adds the hour that starts then. */
    void add(Instant start) {
        Instant end = start.plus(HOUR);
        int last = runs.size() - 1;
        boolean goesOn = last >= 0 && runs.get(last).to().equals(start);
        if (goesOn) runs.set(last, Gap.found(source, runs.get(last).from(), end));
        else runs.add(Gap.found(source, start, end));
    }

    List<Gap> runs() {
        return runs;
    }
}
