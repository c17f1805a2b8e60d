package dev.footfall.queryapi.question;

import dev.footfall.aggregator.rollup.HourlyCounts;
import java.time.Instant;

/**
 * An hour of a repository's day.
 *
 * @param begin its first moment
 * @param counts its counts
 */
public record HourOfDay(Instant begin, HourlyCounts.Hour counts) {
    /** True if files were counted in it; without any there is nothing else. */
    public boolean hasFiles() {
        return counts.files() > 0;
    }
}
