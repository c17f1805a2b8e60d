package dev.footfall.dialects.analytics;

import dev.footfall.aggregator.query.UserSum;
import dev.footfall.events.RepoId;
import java.util.List;
import java.util.Map;

/**
 * All users of a period, or the finding that it has too many entries to be added up.
 *
 * @param first those with most files, in their natural order, at most {@link #MOST_FIRST}
 * @param isTooLong true if more than {@link #MOST_USER_DAYS} days of users and repositories are in the period, and
 *     nothing was added up
 */
public record PeriodUsers(List<UserSum> first, long number, Map<RepoId, Long> ofRepositories, boolean isTooLong) {
    public static final long MOST_USER_DAYS = 10_000_000;

    public static final int MOST_FIRST = 1_000;

    static final PeriodUsers TOO_LONG = new PeriodUsers(List.of(), 0, Map.of(), true);

    public PeriodUsers {
        first = List.copyOf(first);
        ofRepositories = Map.copyOf(ofRepositories);
    }
}
