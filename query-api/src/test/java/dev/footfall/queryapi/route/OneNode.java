package dev.footfall.queryapi.route;

import dev.footfall.aggregator.query.LocalState;
import dev.footfall.events.UserNames;
import dev.footfall.queryapi.QueryApi;
import dev.footfall.queryapi.http.ExtraApis;
import java.util.Optional;

/** A node that is alone. */
public final class OneNode {
    static final WireCodec CODEC = new WireCodec(QueryApi.questions(ExtraApis.all()));

    /** Users of whom none has an id. */
    static final StoredUsers NAMES = new StoredUsers(new UserNames());

    private OneNode() {}

    /** The reader of a node that is alone with this state. */
    public static StateReader reader(LocalState state, boolean unregisteredArePublic) {
        return reader(state, unregisteredArePublic, NAMES);
    }

    /** The same where users have ids. */
    public static StateReader reader(LocalState state, boolean unregisteredArePublic, StoredUsers users) {
        var node = new LocalNode(state, Optional.empty(), unregisteredArePublic, users);
        return new StateReader(node, Cluster.alone(), CODEC);
    }
}
