package dev.footfall.queryapi.route;

import dev.footfall.aggregator.query.LocalRead;
import dev.footfall.aggregator.query.LocalState;
import dev.footfall.aggregator.query.RepositoryDay;
import dev.footfall.aggregator.query.TrendingQuery;
import dev.footfall.aggregator.query.TrendingRow;
import dev.footfall.aggregator.rollup.DailyCounts;
import dev.footfall.events.RepoId;
import java.time.LocalDate;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;

/**
 * Asks the partitions that know: the repository's own for one repository, all of them for a ranking. There is one
 * instance, so a partition that is not owned here cannot be asked.
 */
public final class StateReader {
    private final LocalState state;

    /** A reader of this instance's state. */
    public StateReader(LocalState state) {
        this.state = state;
    }

    /** The sums of all days of a repository; empty when no event of it was ever counted. */
    public Answer<Optional<DailyCounts>> totals(RepoId repo) {
        return single(state.totals(repo));
    }

    /** The days of [{@code from}, {@code to}] that have a row, ascending; empty when no event was ever counted. */
    public Answer<Optional<List<RepositoryDay>>> days(RepoId repo, LocalDate from, LocalDate to) {
        return totals(repo)
                .fold(
                        known -> known.value().isEmpty()
                                ? new Answer.Complete<>(Optional.empty(), known.asOf())
                                : rows(repo, from, to),
                        partial -> new Answer.Unavailable<>(partial.reason()),
                        unavailable -> new Answer.Unavailable<>(unavailable.reason()));
    }

    private Answer<Optional<List<RepositoryDay>>> rows(RepoId repo, LocalDate from, LocalDate to) {
        return state.days(repo, from, to)
                .fold(
                        found -> new Answer.Complete<>(Optional.of(found.value()), found.asOf()),
                        notOwned -> new Answer.Unavailable<>(notOwned(notOwned.partition())),
                        notReady -> new Answer.Unavailable<>(notReady.why()));
    }

    /** The top of all partitions, in {@link TrendingRow}'s order; only repositories that are visible. */
    public Answer<List<TrendingRow>> trending(TrendingQuery query, Predicate<RepoId> visible) {
        var gathered = new Gathering(query.limit());
        for (int partition = 0; partition < state.partitions(); partition++) {
            int asked = partition;
            state.trending(partition, query, visible)
                    .fold(
                            found -> gathered.add(found.value(), found.asOf()),
                            notOwned -> gathered.miss(asked, notOwned(asked)),
                            notReady -> gathered.miss(asked, notReady.why()));
        }
        return gathered.answer();
    }

    private static <T> Answer<T> single(LocalRead<T> read) {
        return read.fold(
                found -> new Answer.Complete<>(found.value(), found.asOf()),
                notOwned -> new Answer.Unavailable<>(notOwned(notOwned.partition())),
                notReady -> new Answer.Unavailable<>(notReady.why()));
    }

    private static String notOwned(int partition) {
        return "partition " + partition + " is not on this instance";
    }
}
