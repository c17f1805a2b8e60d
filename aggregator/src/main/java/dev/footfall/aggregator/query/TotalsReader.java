package dev.footfall.aggregator.query;

import dev.footfall.aggregator.counts.DailyCounts;
import dev.footfall.aggregator.counts.SourceFiles;
import dev.footfall.events.RepoId;
import dev.footfall.events.RepoType;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** The sums of all days of repositories. */
public interface TotalsReader {
    /** Zeros if all its events were excluded; empty when it has none. */
    LocalRead<Optional<DailyCounts>> of(RepoId repo);

    /**
     * Reads as {@link #of} does where there are none, whatever there is of the repository: the look-up for a caller who may not
     * see it, which takes the time of an unknown one.
     */
    LocalRead<Optional<DailyCounts>> miss(RepoId repo);

    /** The sources of a repository in their natural order; none where they are not counted. */
    LocalRead<List<SourceFiles>> sources(RepoId repo);

    /** Those of one partition that have counted events. */
    LocalRead<Map<RepoId, CountedTotals>> ofEach(int partition, List<RepoId> repos);

    /** The repositories of a type that have counted events in one partition, in the order of their keys. */
    LocalRead<List<RepoId>> counted(int partition, RepoType type, ListPage<RepoId> page);
}
