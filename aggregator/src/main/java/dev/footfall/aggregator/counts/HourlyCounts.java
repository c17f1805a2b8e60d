package dev.footfall.aggregator.counts;

import java.util.Collections;
import java.util.List;
import java.util.stream.IntStream;

/**
 * The counts of each hour of a repository's UTC day. A file and its bytes belong to the hour of the event's time, a
 * download to the hour in which it began: so the hours add up to the day's {@link DailyCounts}, and an hour may have files
 * without downloads.
 *
 * @param hours from 00:00 on, {@link #HOURS} of them
 */
public record HourlyCounts(List<HourCounts> hours) {
    public static final int HOURS = 24;

    public static final HourlyCounts NONE = new HourlyCounts(Collections.nCopies(HOURS, HourCounts.ZERO));

    public HourlyCounts plus(HourlyCounts more) {
        return new HourlyCounts(IntStream.range(0, HOURS)
                .mapToObj(hour -> hours.get(hour).plus(more.hours.get(hour)))
                .toList());
    }

    public HourlyCounts {
        if (hours.size() != HOURS)
            throw new IllegalArgumentException("a day must have 24 hours, not " + hours.size() + " hours");
        hours = List.copyOf(hours);
    }
}
