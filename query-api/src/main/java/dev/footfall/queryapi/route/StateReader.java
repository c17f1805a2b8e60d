package dev.footfall.queryapi.route;

import dev.footfall.aggregator.query.AsOf;
import dev.footfall.aggregator.query.Like;
import dev.footfall.aggregator.query.LocalState;
import dev.footfall.aggregator.query.Readiness;
import dev.footfall.aggregator.query.RepositoryDay;
import dev.footfall.aggregator.query.TrendingQuery;
import dev.footfall.aggregator.query.TrendingRow;
import dev.footfall.events.RepoId;
import dev.footfall.events.RepositoryEvent;
import dev.footfall.queryapi.auth.Caller;
import dev.footfall.queryapi.auth.Visibility;
import java.time.LocalDate;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.IntStream;

/**
 * Asks the partitions that know, on whichever nodes they are: the repository's own for one repository, all of them for a
 * ranking. Whichever node is asked, the answer is the same.
 */
public final class StateReader {
    private final LocalNode node;
    private final Cluster cluster;

    /** A reader of this node's partitions and, by its peers, of all others. */
    public StateReader(LocalNode node, Cluster cluster) {
        this.node = node;
        this.cluster = cluster;
    }

    /** The reader of a node that is alone. */
    public static StateReader alone(LocalState state, boolean unregisteredArePublic) {
        return new StateReader(new LocalNode(state, Optional.empty(), unregisteredArePublic), Cluster.alone());
    }

    /** This node's own state. */
    public LocalState state() {
        return node.state();
    }

    /** Whether another node may stop, as far as this one is to answer in its place. */
    public Readiness standbys() {
        return node.standbys();
    }

    /** Which repositories a caller may see. */
    public Visibility visibility() {
        return node.visibility();
    }

    /**
     * What was last registered of a repository.
     *
     * @throws IllegalStateException if the registrations cannot be asked yet
     */
    public Optional<RepositoryEvent> registration(RepoId repo) {
        return node.registration(repo);
    }

    /** What a repository adds up to. Asks the same of one that is unknown as of any other. */
    public Answer<RepositoryNumbers> numbers(RepoId repo) {
        return ofOne(repo, new WholeQuestion.Numbers(repo));
    }

    /** The days of [{@code from}, {@code to}] that have a row, ascending. */
    public Answer<List<RepositoryDay>> days(RepoId repo, LocalDate from, LocalDate to) {
        return ofOne(repo, new WholeQuestion.Days(repo, from, to));
    }

    /** Whether this user likes a repository. */
    public Answer<Boolean> isLiked(RepoId repo, String user) {
        return ofOne(repo, new WholeQuestion.IsLiked(repo, user));
    }

    /** The newest likes of a repository. */
    public Answer<List<Like>> likers(RepoId repo, int limit) {
        return ofOne(repo, new WholeQuestion.Likers(repo, limit));
    }

    /** The newest likes that a user gave, in all partitions, to repositories that the caller may see. */
    public Answer<List<Like>> likedBy(String user, Caller caller, int limit) {
        return merged(new WholeQuestion.LikedBy(user, limit, caller), limit);
    }

    /** The top of all partitions, in {@link TrendingRow}'s order; only repositories that the caller may see. */
    public Answer<List<RankedRepository>> trending(TrendingQuery query, Caller caller) {
        return merged(new WholeQuestion.Trending(query, caller), query.limit());
    }

    /** All daily rows of all partitions, or none when one of them cannot be asked. Whoever gets them closes them. */
    public Answer<RowMerge> rows(AllRows question) {
        return new RowsGather(node, cluster, question).run(partitions());
    }

    /**
     * What each of these repositories adds up to, in their order, and its downloads in the days from {@code from} to
     * {@code to}; all of them or none.
     */
    public Answer<List<RepositorySummary>> each(List<RepoId> repos, LocalDate from, LocalDate to) {
        if (repos.isEmpty()) return new Answer.Complete<>(List.of(), new AsOf(Optional.empty(), 0));
        List<Integer> partitions =
                repos.stream().map(node.state()::partitionOf).distinct().toList();
        return gathered(new ManyRepositories(repos, from, to), partitions)
                .wholeOnly()
                .map(all -> inOrder(repos, all));
    }

    private static List<RepositorySummary> inOrder(List<RepoId> repos, List<List<RepositorySummary>> all) {
        Map<RepoId, RepositorySummary> byRepo = new HashMap<>();
        all.forEach(some -> some.forEach(summary -> byRepo.put(summary.repo(), summary)));
        return repos.stream()
                .map(repo -> Optional.ofNullable(byRepo.get(repo)).orElseThrow())
                .toList();
    }

    private <T> Answer<T> ofOne(RepoId repo, WholeQuestion<T> question) {
        return gathered(question, List.of(node.state().partitionOf(repo))).map(one -> one.get(0));
    }

    private <T extends Comparable<? super T>> Answer<List<T>> merged(WholeQuestion<List<T>> question, int limit) {
        return gathered(question, partitions())
                .map(tops -> tops.stream()
                        .flatMap(List::stream)
                        .sorted()
                        .limit(limit)
                        .toList());
    }

    private <T> Answer<List<T>> gathered(WholeQuestion<T> question, Collection<Integer> partitions) {
        var gathering = new Gathering<T>();
        new Fanout<>(node, cluster, question, partitions).run().forEach(gathering::take);
        return gathering.answer();
    }

    private List<Integer> partitions() {
        return IntStream.range(0, node.state().partitions()).boxed().toList();
    }
}
