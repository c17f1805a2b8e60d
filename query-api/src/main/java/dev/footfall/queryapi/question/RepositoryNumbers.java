package dev.footfall.queryapi.question;

import dev.footfall.aggregator.rollup.DailyCounts;
import java.util.HashSet;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/**
 * The numbers of one repository.
 *
 * @param counted the sums of its days; empty when no event of it was ever counted
 * @param likes the number of users who like it
 * @param likers those users, where it has several names, of which a user may like more than one; else none
 */
public record RepositoryNumbers(Optional<DailyCounts> counted, long likes, Set<String> likers) {
    public RepositoryNumbers {
        likers = Set.copyOf(likers);
    }

    /** The sums of its days, zeros where there are none. */
    public DailyCounts totals() {
        return counted.orElse(DailyCounts.ZERO);
    }

    /** These and those of another of its names. */
    RepositoryNumbers plus(RepositoryNumbers other) {
        Set<String> users = new HashSet<>(likers);
        users.addAll(other.likers);
        Optional<DailyCounts> sum =
                Stream.of(counted, other.counted).flatMap(Optional::stream).reduce(DailyCounts::plus);
        return new RepositoryNumbers(sum, users.size(), users);
    }
}
