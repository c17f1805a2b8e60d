package dev.footfall.aggregator.query;

import dev.footfall.aggregator.counts.LastHour;
import dev.footfall.aggregator.counts.Openness;
import dev.footfall.aggregator.counts.SourceDay;
import java.time.Instant;
import java.util.List;
import java.util.Set;

/** The events of one partition as they came in, whichever repository they are of. */
public interface ArrivalReader {
    /** At most an hour, with the steps since {@code stepsFrom}. Answered where it is counted, not from copies. */
    LocalRead<LastHour> lastHour(int partition, Instant from, Instant stepsFrom, Set<Openness> seen);

    /** The days of sources, by day and name; none where they are not counted. */
    LocalRead<List<SourceDay>> sourceDays(int partition);
}
