package dev.footfall.queryapi.route;

import dev.footfall.aggregator.query.LocalState;
import dev.footfall.events.RepoId;
import dev.footfall.events.balances.OpeningBalances;
import dev.footfall.events.renames.LineagePart;
import dev.footfall.events.renames.Renames;
import dev.footfall.queryapi.auth.Caller;
import dev.footfall.queryapi.auth.Visibility;
import java.util.HashSet;
import java.util.List;

/** One partition of this node, counted or followed, as a query reads it. */
public record PartitionView(
        LocalState state, int partition, Visibility visibility, FollowedFacts facts, NodeReport report) {
    public StoredUsers users() {
        return facts.users();
    }

    public OpeningBalances balances() {
        return facts.balances();
    }

    /** Throws {@link Access.Unknown} if they cannot be read. */
    public Renames renames() {
        return Access.asked(() -> state.registrations().renames());
    }

    /** The names in this partition of the repositories that were renamed. */
    public List<LineagePart> renamed(Renames renames) {
        return renames.in(partition, state::partitionOf);
    }

    public Access access(Caller caller) {
        return new Access(caller, state.totals(), visibility, new HashSet<>());
    }

    public boolean has(RepoId repo) {
        return state.partitionOf(repo) == partition;
    }
}
