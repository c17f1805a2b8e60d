package dev.footfall.aggregator.counts;

import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * The arrivals of a time of at most an hour, by log time.
 *
 * @param sinceMillis the log time since which every record is in it; what arrived before is not known
 * @param steps those with a counted file, ascending
 * @param sums of the whole time
 */
public record LastHour(long sinceMillis, List<ArrivalStep> steps, ArrivalSums sums) {
    public static final long STEP_MILLIS = 5_000;

    public LastHour {
        steps = List.copyOf(steps);
    }

    public LastHour plus(LastHour other) {
        Map<Long, ArrivalStep> all = new TreeMap<>();
        for (ArrivalStep step : steps) all.put(step.atMillis(), step);
        for (ArrivalStep step : other.steps) all.merge(step.atMillis(), step, ArrivalStep::plus);
        return new LastHour(sinceMillis, List.copyOf(all.values()), sums.plus(other.sums));
    }
}
