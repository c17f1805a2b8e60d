package dev.footfall.queryapi.http.analytics;

import dev.footfall.queryapi.question.RepositoryCounts;
import dev.footfall.queryapi.users.PeriodUsers;
import java.util.List;
import java.util.Optional;

/**
 * The numbers of a period.
 *
 * @param all those of each repository with a file
 * @param users those of users; empty where they are not counted or not asked for, and where the period has too many
 */
record PeriodCounts(List<RepositoryCounts> all, Optional<PeriodUsers> users) {
    PeriodCounts {
        all = List.copyOf(all);
    }

    static PeriodCounts of(List<RepositoryCounts> all, PeriodUsers users) {
        return new PeriodCounts(all, Optional.of(users).filter(it -> !it.isTooLong()));
    }
}
