package dev.footfall.queryapi.route;

import dev.footfall.aggregator.query.LocalState;
import dev.footfall.queryapi.question.Queries;
import java.util.Optional;

/** A node that is alone. */
public final class OneNode {
    static final WireCodec CODEC = new WireCodec(Queries.ALL);

    private OneNode() {}

    /** The reader of a node that is alone with this state. */
    public static StateReader reader(LocalState state, boolean unregisteredArePublic) {
        var node = new LocalNode(state, Optional.empty(), unregisteredArePublic);
        return new StateReader(node, Cluster.alone(), CODEC);
    }
}
