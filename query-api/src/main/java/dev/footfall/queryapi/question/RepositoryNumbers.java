package dev.footfall.queryapi.question;

import dev.footfall.aggregator.counts.DailyCounts;
import java.util.HashSet;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/**
 * {@code counted}: the sums of its days; empty when it has no event, zeros when all are excluded. {@code likes}: users who like
 * it; {@code likers}: those users, if it has several names, since a user may like more than one; else none.
 */
public record RepositoryNumbers(Optional<DailyCounts> counted, long likes, Set<String> likers) {
    public RepositoryNumbers {
        likers = Set.copyOf(likers);
    }

    static RepositoryNumbers of(Optional<DailyCounts> counted, long likes) {
        return new RepositoryNumbers(counted, likes, Set.of());
    }

    public DailyCounts totals() {
        return counted.orElse(DailyCounts.ZERO);
    }

    RepositoryNumbers plus(RepositoryNumbers other) {
        Set<String> users = new HashSet<>(likers);
        users.addAll(other.likers);
        Optional<DailyCounts> sum =
                Stream.of(counted, other.counted).flatMap(Optional::stream).reduce(DailyCounts::plus);
        return new RepositoryNumbers(sum, users.size(), users);
    }
}
