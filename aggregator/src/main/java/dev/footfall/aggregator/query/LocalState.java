package dev.footfall.aggregator.query;

import dev.footfall.aggregator.rollup.DailyCounts;
import dev.footfall.events.RepoId;
import java.time.LocalDate;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;

/** What the partitions that this instance owns say. Reads see what was flushed for a commit. Safe for many threads. */
public interface LocalState {
    /** How many partitions there are in all, on whichever instances. */
    int partitions();

    /** Which of them has this repository. */
    int partitionOf(RepoId repo);

    /** The sums of all daily rows of a repository; empty when no event of it was ever counted. */
    LocalRead<Optional<DailyCounts>> totals(RepoId repo);

    /** The days of [{@code from}, {@code to}] that have a row, ascending; empty when the repository has none there. */
    LocalRead<List<RepositoryDay>> days(RepoId repo, LocalDate from, LocalDate to);

    /** The top of one partition, in {@link TrendingRow}'s order. */
    LocalRead<List<TrendingRow>> trending(int partition, TrendingQuery query, Predicate<RepoId> visible);

    /** Whether every store that this instance should have can be asked. */
    Readiness readiness();
}
