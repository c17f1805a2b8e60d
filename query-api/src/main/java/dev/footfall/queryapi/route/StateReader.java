package dev.footfall.queryapi.route;

import dev.footfall.aggregator.cluster.Placement;
import dev.footfall.aggregator.query.LocalState;
import dev.footfall.aggregator.query.Readiness;
import dev.footfall.aggregator.query.RowsLost;
import dev.footfall.events.balances.OpeningBalances;
import dev.footfall.events.renames.Lineage;
import dev.footfall.events.renames.Renames;
import dev.footfall.queryapi.auth.Visibility;
import java.util.List;
import java.util.function.Function;

/**
 * Asks the partitions that have the answer, on any node: a repository's own, or all for a ranking. Each node gives the
 * same answer.
 */
public record StateReader(LocalNode node, Cluster cluster, WireCodec codec) {
    public static final int MOST_NAMES = 1_000;

    public LocalState state() {
        return node.state();
    }

    public Readiness standbys() {
        return node.standbys();
    }

    public NodeReport report() {
        return node.report();
    }

    public Placement placement(int partition) {
        return cluster.placements().of(partition);
    }

    public Visibility visibility() {
        return node.visibility();
    }

    public StoredUsers users() {
        return node.facts().users();
    }

    public OpeningBalances balances() {
        return node.facts().balances();
    }

    /** Fails if they cannot be read yet. */
    public Renames renames() {
        return node.state().registrations().renames();
    }

    /** As many at a time as their names fit into a question; nothing when one partition has no answer. */
    public <T> Answer<List<T>> askOfMany(List<Lineage> repos, Function<List<Lineage>, PartitionQuery<List<T>>> query) {
        return Answer.each(Lineage.parts(repos, MOST_NAMES), part -> askWhole(query.apply(part)))
                .map(parts -> parts.stream().flatMap(List::stream).toList());
    }

    public <T> Answer<T> ask(PartitionQuery<T> query) {
        return new ScatterGather<>(node, cluster, codec, query).run();
    }

    /** Asks each node of the group for itself, by address; none is asked twice, nor another one in its place. */
    public <T> List<NodeAnswer<T>> askEachNode(PartitionQuery<T> query) {
        return new NodeSurvey<>(node, cluster, codec, query).run();
    }

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

    /**
     * None when a partition cannot be reached. The first rows have been read: what cannot be read at all fails before
     * anything is sent. The rows must be closed.
     */
    public <T> Answer<RowCursor<T>> rows(RowsQuery<T> query) {
        return askWhole(query).fold(StateReader::begun, partial -> partial, unavailable -> unavailable);
    }

    /** Makes something of all rows, which are closed then; unavailable if they break off. */
    public <T, R> Answer<R> ofRows(RowsQuery<T> query, Function<RowCursor<T>, R> made) {
        return rows(query).then(rows -> {
            try (RowCursor<T> cursor = rows.value()) {
                return new Answer.Complete<>(made.apply(cursor), rows.asOf());
            } catch (RowsLost | Access.Unknown e) {
                return new Answer.Unavailable<>(String.valueOf(e.getMessage()));
            }
        });
    }

    private static <T> Answer<RowCursor<T>> begun(Answer.Complete<RowCursor<T>> answer) {
        boolean isBegun = false;
        try {
            boolean unused = answer.value().hasNext();
            isBegun = true;
            return answer;
        } catch (RowsLost | Access.Unknown e) {
            return new Answer.Unavailable<>(String.valueOf(e.getMessage()));
        } finally {
            if (!isBegun) answer.value().close();
        }
    }
}
