package dev.footfall.queryapi.route;

import dev.footfall.aggregator.query.AsOf;
import dev.footfall.aggregator.query.Like;
import dev.footfall.aggregator.query.LocalRead;
import dev.footfall.aggregator.query.LocalState;
import dev.footfall.aggregator.query.RepositoryDay;
import dev.footfall.aggregator.query.RowCursor;
import dev.footfall.aggregator.query.TrendingQuery;
import dev.footfall.aggregator.query.TrendingRow;
import dev.footfall.aggregator.rollup.DailyCounts;
import dev.footfall.events.RepoId;
import dev.footfall.events.RepoType;
import dev.footfall.events.RepositoryEvent;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.IntFunction;
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

    /**
     * What was last registered of a repository.
     *
     * @throws IllegalStateException if the registrations cannot be asked yet
     */
    public Optional<RepositoryEvent> registration(RepoId repo) {
        return state.registration(repo);
    }

    /** What a repository adds up to. Asks the same of one that is unknown as of any other. */
    public Answer<RepositoryNumbers> numbers(RepoId repo) {
        Answer<Optional<DailyCounts>> totals = single(state.totals(repo));
        Answer<Long> likes = single(state.likes(repo));
        return totals.then(counted -> likes.then(number -> new Answer.Complete<>(
                new RepositoryNumbers(counted.value(), number.value()),
                counted.asOf().earlier(number.asOf()))));
    }

    /** The days of [{@code from}, {@code to}] that have a row, ascending. */
    public Answer<List<RepositoryDay>> days(RepoId repo, LocalDate from, LocalDate to) {
        return single(state.days(repo, from, to));
    }

    /** Whether this user likes a repository. */
    public Answer<Boolean> isLiked(RepoId repo, String user) {
        return single(state.isLiked(repo, user));
    }

    /** The newest likes of a repository. */
    public Answer<List<Like>> likers(RepoId repo, int limit) {
        return single(state.likers(repo, limit));
    }

    /** The newest likes that a user gave, in all partitions, to repositories that are visible. */
    public Answer<List<Like>> likedBy(String user, Predicate<RepoId> visible, int limit) {
        return merged(partition -> state.likedBy(partition, user, visible, limit), limit);
    }

    /** The top of all partitions, in {@link TrendingRow}'s order; only repositories that are visible. */
    public Answer<List<TrendingRow>> trending(TrendingQuery query, Predicate<RepoId> visible) {
        return merged(partition -> state.trending(partition, query, visible), query.limit());
    }

    private <T extends Comparable<? super T>> Answer<List<T>> merged(IntFunction<LocalRead<List<T>>> read, int limit) {
        var gathered = new Gathering<List<T>>();
        for (int partition = 0; partition < state.partitions(); partition++) {
            gathered.take(partition, read.apply(partition));
        }
        return gathered.answer()
                .map(tops -> tops.stream()
                        .flatMap(List::stream)
                        .sorted()
                        .limit(limit)
                        .toList());
    }

    /** All daily rows of all partitions, or none when one of them cannot be asked. Whoever gets them closes them. */
    public Answer<RowMerge> rows(Optional<RepoType> type) {
        var cursors = new ArrayList<RowCursor>();
        try {
            var gathered = new Gathering<RowCursor>();
            for (int partition = 0; partition < state.partitions(); partition++) {
                LocalRead<RowCursor> read = state.rows(partition, type);
                read.fold(found -> cursors.add(found.value()), notOwned -> false, notReady -> false);
                gathered.take(partition, read);
            }
            Answer<RowMerge> rows = gathered.answer().wholeOnly().map(all -> new RowMerge(all).begun());
            if (rows instanceof Answer.Unavailable) RowMerge.close(cursors);
            return rows;
        } catch (RuntimeException e) {
            RowMerge.close(cursors);
            throw e;
        }
    }

    /** The answers for each of these repositories, in their order; all of them or none. */
    public <T> Answer<List<T>> each(List<RepoId> repos, Function<RepoId, Answer<T>> question) {
        var values = new ArrayList<T>();
        Map<Integer, AsOf> asOf = new HashMap<>();
        for (RepoId repo : repos) {
            Optional<String> missing = question.apply(repo)
                    .fold(
                            complete -> {
                                values.add(complete.value());
                                asOf.merge(state.partitionOf(repo), complete.asOf(), AsOf::earlier);
                                return Optional.empty();
                            },
                            partial -> Optional.of(partial.reason()),
                            unavailable -> Optional.of(unavailable.reason()));
            if (missing.isPresent()) return new Answer.Unavailable<>(missing.get());
        }
        AsOf together = asOf.values().stream().reduce(AsOf::and).orElseGet(() -> new AsOf(Optional.empty(), 0));
        return new Answer.Complete<>(List.copyOf(values), together);
    }

    private static <T> Answer<T> single(LocalRead<T> read) {
        return read.fold(
                found -> new Answer.Complete<>(found.value(), found.asOf()),
                notOwned -> new Answer.Unavailable<>(notOwned(notOwned.partition())),
                notReady -> new Answer.Unavailable<>(notReady.why()));
    }

    static String notOwned(int partition) {
        return "partition " + partition + " is not on this instance";
    }
}
