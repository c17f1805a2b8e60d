package dev.footfall.queryapi.route;

import dev.footfall.aggregator.query.LocalState;
import dev.footfall.events.UserNames;
import dev.footfall.events.balances.OpeningBalances;
import dev.footfall.queryapi.QueryApi;
import dev.footfall.queryapi.http.ExtraApis;
import java.util.Optional;

/** A node that is alone. */
public final class OneNode {
    static final WireCodec CODEC = new WireCodec(QueryApi.questions(ExtraApis.all()));

    /** Users of whom none has an id. */
    static final FollowedFacts NAMES = facts(new OpeningBalances());

    private OneNode() {}

    /** No user has an id. */
    public static FollowedFacts facts(OpeningBalances balances) {
        return new FollowedFacts(new StoredUsers(new UserNames()), balances);
    }

    /** The reader of a node that is alone with this state. */
    public static StateReader reader(LocalState state, boolean unregisteredArePublic) {
        return reader(state, unregisteredArePublic, NAMES);
    }

    /** The same where users have ids. */
    public static StateReader reader(LocalState state, boolean unregisteredArePublic, FollowedFacts facts) {
        var node = new LocalNode(state, Optional.empty(), unregisteredArePublic, facts);
        return new StateReader(node, Cluster.alone(), CODEC);
    }
}
