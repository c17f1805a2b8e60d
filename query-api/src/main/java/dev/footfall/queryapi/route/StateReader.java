package dev.footfall.queryapi.route;

import dev.footfall.aggregator.query.HourRange;
import dev.footfall.aggregator.query.Like;
import dev.footfall.aggregator.query.LocalState;
import dev.footfall.aggregator.query.Readiness;
import dev.footfall.aggregator.query.RepositoryDay;
import dev.footfall.aggregator.query.RowCursor;
import dev.footfall.aggregator.query.TrendingQuery;
import dev.footfall.aggregator.query.TrendingRow;
import dev.footfall.events.RepoId;
import dev.footfall.events.RepositoryEvent;
import dev.footfall.queryapi.auth.Caller;
import dev.footfall.queryapi.auth.Visibility;
import java.time.LocalDate;
import java.util.List;
import java.util.Optional;

/**
 * Asks the partitions that know, on whichever nodes they are: the repository's own for one repository, all of them for a
 * ranking. Whichever node is asked, the answer is the same.
 */
public final class StateReader {
    private final LocalNode node;
    private final Cluster cluster;
    private final WireCodec codec;
    private final KeptUsers keptUsers = new KeptUsers();

    /** A reader of this node's partitions and, by its peers, of all others. */
    public StateReader(LocalNode node, Cluster cluster) {
        this(node, cluster, WireCodec.STANDARD);
    }

    StateReader(LocalNode node, Cluster cluster, WireCodec codec) {
        this.node = node;
        this.cluster = cluster;
        this.codec = codec;
    }

    /** The reader of a node that is alone. */
    public static StateReader alone(LocalState state, boolean unregisteredArePublic) {
        return new StateReader(new LocalNode(state, Optional.empty(), unregisteredArePublic), Cluster.alone());
    }

    /** This node's own state. */
    public LocalState state() {
        return node.state();
    }

    /** Ready if another node may stop, as far as this one is to answer in its place. */
    public Readiness standbys() {
        return node.standbys();
    }

    /** The rule for which repositories a caller may see. */
    public Visibility visibility() {
        return node.visibility();
    }

    /**
     * The last registration of a repository.
     *
     * @throws IllegalStateException if the registrations cannot be asked yet
     */
    public Optional<RepositoryEvent> registration(RepoId repo) {
        return node.registration(repo);
    }

    /** Asks each partition that the query concerns, and merges their answers. */
    public <T> Answer<T> ask(PartitionQuery<T> query) {
        return new ScatterGather<>(node, cluster, codec, query).run();
    }

    /** Asks the same; nothing when one partition has no answer. */
    public <T> Answer<T> askWhole(PartitionQuery<T> query) {
        return ask(query)
                .fold(
                        complete -> complete,
                        partial -> {
                            query.release(List.of(partial.value()));
                            return new Answer.Unavailable<>(partial.reason());
                        },
                        unavailable -> unavailable);
    }

    /** The numbers of a repository. An unknown one is looked up as any other. */
    public Answer<RepositoryNumbers> numbers(RepoId repo) {
        return ask(new NumbersQuery(repo));
    }

    /** The days of [{@code from}, {@code to}] that have a row, ascending. */
    public Answer<List<RepositoryDay>> days(RepoId repo, LocalDate from, LocalDate to) {
        return ask(new DaysQuery(repo, from, to));
    }

    /** True if this user likes a repository. */
    public Answer<Boolean> isLiked(RepoId repo, String user) {
        return ask(new IsLikedQuery(repo, user));
    }

    /** The newest likes of a repository. */
    public Answer<List<Like>> likers(RepoId repo, int limit) {
        return ask(new LikersQuery(repo, limit));
    }

    /** The newest likes that a user gave, in all partitions, to repositories that the caller may see. */
    public Answer<List<Like>> likedBy(String user, Caller caller, int limit) {
        return ask(new LikedByQuery(user, limit, caller));
    }

    /** The top of all partitions, in {@link TrendingRow}'s order; only repositories that the caller may see. */
    public Answer<List<RankedRepository>> trending(TrendingQuery ranking, Caller caller) {
        return ask(new RankingQuery(ranking, caller));
    }

    /**
     * All users with files of repositories that the caller may see, and the first of them by name; all partitions or none. Whether the caller may ask that is for the endpoint to decide.
     */
    public Answer<PeriodUsers> users(HourRange period, Caller caller) {
        return keptUsers.answer(this, period, caller);
    }

    /**
     * The numbers of each of these repositories, in their order, and their downloads in the days from {@code from} to
     * {@code to}; all of them or none.
     */
    public Answer<List<RepositorySummary>> each(List<RepoId> repos, LocalDate from, LocalDate to) {
        return askWhole(new SummariesQuery(repos, from, to));
    }

    /**
     * All daily rows of all partitions, or none when one of them cannot be asked. The first rows have been read: what cannot
     * be read at all fails before anything is sent. The rows have to be closed.
     */
    public <T> Answer<RowCursor<T>> rows(RowsQuery<T> query) {
        return askWhole(query).fold(StateReader::begun, partial -> partial, unavailable -> unavailable);
    }

    private static <T> Answer<RowCursor<T>> begun(Answer.Complete<RowCursor<T>> answer) {
        boolean isBegun = false;
        try {
            boolean unused = answer.value().hasNext();
            isBegun = true;
            return answer;
        } catch (RowStream.BrokenOff e) {
            return new Answer.Unavailable<>("a peer's rows broke off");
        } catch (RowCursor.Lost e) {
            return new Answer.Unavailable<>("the stores were closed while they were read");
        } catch (Access.Unknown e) {
            return new Answer.Unavailable<>(e.reason());
        } finally {
            if (!isBegun) answer.value().close();
        }
    }
}
