package dev.footfall.queryapi.question;

import dev.footfall.aggregator.counts.DailyCounts;
import dev.footfall.events.balances.BalanceSum;
import java.util.HashSet;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/**
 * {@code counted}: the sums of its days; empty when it has no event, zeros when all are excluded. {@code balance}: what other
 * systems counted. {@code likes}: users who like
 * it; {@code likers}: those users, if it has several names, since a user may like more than one; else none.
 */
public record RepositoryNumbers(Optional<DailyCounts> counted, BalanceSum balance, long likes, Set<String> likers) {
    public RepositoryNumbers {
        likers = Set.copyOf(likers);
    }

    public RepositoryNumbers(Optional<DailyCounts> counted, long likes, Set<String> likers) {
        this(counted, BalanceSum.NONE, likes, likers);
    }

    static RepositoryNumbers of(BalancedTotals totals, long likes) {
        return new RepositoryNumbers(totals.counted(), totals.balance(), likes, Set.of());
    }

    /** True if it has an event or a balance. */
    public boolean isKnown() {
        return counted.isPresent() || !balance.isNone();
    }

    /** Counted here, and by other systems. */
    public long downloads() {
        return totals().downloads() + balance.downloads();
    }

    public DailyCounts totals() {
        return counted.orElse(DailyCounts.ZERO);
    }

    RepositoryNumbers plus(RepositoryNumbers other) {
        Set<String> users = new HashSet<>(likers);
        users.addAll(other.likers);
        Optional<DailyCounts> sum =
                Stream.of(counted, other.counted).flatMap(Optional::stream).reduce(DailyCounts::plus);
        return new RepositoryNumbers(sum, balance.plus(other.balance), users.size(), users);
    }
}
