package dev.footfall.aggregator.query;

import dev.footfall.aggregator.counting.store.TotalsFormat;
import dev.footfall.aggregator.counts.DailyCounts;
import dev.footfall.aggregator.counts.LastHour;
import dev.footfall.aggregator.counts.Openness;
import dev.footfall.aggregator.counts.SourceDay;
import dev.footfall.events.Category;
import dev.footfall.events.RepoId;
import dev.footfall.events.RepoType;
import dev.footfall.events.RepositoryEvent;
import dev.footfall.events.Standing;
import dev.footfall.events.renames.Renames;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.stream.Collector;

/** The state of partitions on this instance. Reads see it as of the last flush for a commit. Safe for many threads. */
public interface LocalState {
    int partitions();

    int partitionOf(RepoId repo);

    /** The sums of all daily rows of a repository; empty when no event of it was ever counted. */
    default LocalRead<Optional<DailyCounts>> totals(RepoId repo) {
        return totals(repo, totals -> TotalsFormat.decode(totals).counts());
    }

    /**
     * Reads as {@link #totals(RepoId)} does where there are none, whatever there is of the repository: the look-up for a
     * caller who may not see it, which takes the time of an unknown one.
     */
    LocalRead<Optional<DailyCounts>> missTotals(RepoId repo);

    <T> LocalRead<Optional<T>> totals(RepoId repo, Function<byte[], T> form);

    <T> LocalRead<Map<RepoId, T>> totals(int partition, List<RepoId> repos, Function<byte[], T> form);

    /** The days of [{@code from}, {@code to}] that have a row, ascending; empty when the repository has none there. */
    default LocalRead<List<RepositoryDay>> days(RepoId repo, LocalDate from, LocalDate to) {
        return days(repo, from, to, RepositoryDay::of);
    }

    <T> LocalRead<List<T>> days(RepoId repo, LocalDate from, LocalDate to, DayForm<T> form);

    /** The top of one partition, in {@link TrendingRow}'s order. */
    LocalRead<List<TrendingRow>> trending(int partition, TrendingQuery query, Predicate<RepoId> visible);

    /** In the query's days, by repository of one partition; those without any are left out. */
    LocalRead<Map<RepoId, Long>> downloads(int partition, TrendingQuery query, List<RepoId> repos);

    /** The repositories of one partition that a search finds first, in {@link SearchHit}'s order. */
    LocalRead<List<SearchHit>> named(int partition, NameSearch search, int limit, Predicate<RepoId> visible);

    /**
     * Every instance knows all of them, as soon as it is ready; fails if it is not. Reads no store, so that it takes the
     * same time for each name.
     */
    Standing standing(RepoId repo);

    /**
     * Empty when there never was one; fails if the instance is not ready. May read a store: only for a caller who sees the
     * repository.
     */
    Optional<RepositoryEvent> registration(RepoId repo);

    /** Everything else that is read here is read by the name in the events. Fails if the instance is not ready. */
    Renames renames();

    /** In the order of their keys; fails if the instance is not ready. */
    List<RepositoryEvent> registered(RepoType type, RepositoryPage page);

    /** In the order of their keys; fails if the instance is not ready. */
    List<RepositoryEvent> registered(Category category, RepositoryPage page);

    /** The repositories of a type that have counted events in one partition, in the order of their keys. */
    LocalRead<List<RepoId>> counted(int partition, RepoType type, RepositoryPage page);

    LocalRead<Long> likes(RepoId repo);

    /** Reads as {@link #likes} does where there are none, as {@link #missTotals} does. */
    LocalRead<Long> missLikes(RepoId repo);

    LocalRead<Boolean> isLiked(RepoId repo, String user);

    /** The newest likes of a repository by users of this kind, in {@link Like}'s order. */
    LocalRead<List<Like>> likers(RepoId repo, Predicate<String> user, int limit);

    /** The UTC days of [{@code from}, {@code to}] with like changes of a repository, ascending. */
    LocalRead<List<LikeDay>> likeDays(RepoId repo, LocalDate from, LocalDate to);

    /** The newest likes that this user gave in one partition to visible repositories, in {@link Like}'s order. */
    LocalRead<List<Like>> likedBy(int partition, String user, Predicate<RepoId> visible, int limit);

    /** The hours of one user in one partition, in visible repositories; none where users are not projected. */
    LocalRead<UserHours> userHours(int partition, String user, HourRange period, Predicate<RepoId> visible);

    /** {@code after}: the last user of the page before; empty for the first page. */
    LocalRead<UserPage> users(int partition, HourRange period, Optional<String> after, Predicate<RepoId> visible);

    <T> LocalRead<RowCursor<T>> rows(int partition, RowRange range, DayForm<T> form);

    /** The days of the sources of one partition, by day and name; none where they are not counted. */
    LocalRead<List<SourceDay>> sourceDays(int partition);

    /** Sessions of the days that still accept events, by log time; answered where the partition is counted. */
    <R> LocalRead<R> sessions(
            RepoId repo, LocalDate from, LocalDate to, Collector<? super RepositorySession, ?, R> collector);

    /** The version of a partition's counts, and of the registrations: what is read after it is at least as new. */
    LocalRead<StateVersion> version(int partition);

    /** At most an hour, with the steps since {@code stepsFrom}. Answered where it is counted, not from copies. */
    LocalRead<LastHour> arrivals(int partition, Instant from, Instant stepsFrom, Set<Openness> seen);

    /** The spikes of a day in one partition; none of a day that is no longer on the heap with those before. */
    LocalRead<List<Spike>> spikes(int partition, LocalDate date, SpikeRule rule);

    Readiness readiness();
}
