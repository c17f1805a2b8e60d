package dev.footfall.queryapi.question;

import dev.footfall.aggregator.rollup.DailyCounts;
import java.util.Optional;

/**
 * The numbers of one repository.
 *
 * @param counted the sums of its days; empty when no event of it was ever counted
 * @param likes the number of users who like it
 */
public record RepositoryNumbers(Optional<DailyCounts> counted, long likes) {
    /** The sums of its days, zeros where there are none. */
    public DailyCounts totals() {
        return counted.orElse(DailyCounts.ZERO);
    }
}
