package dev.footfall.queryapi.route;

import dev.footfall.aggregator.query.Like;
import dev.footfall.aggregator.query.LocalRead;
import dev.footfall.queryapi.auth.Caller;
import java.util.List;

/** The newest likes that a user gave to repositories that the caller may see. */
record LikedByQuery(String user, int limit, Caller caller) implements TopQuery<Like> {
    @Override
    public LocalRead<List<Like>> answer(PartitionView view) {
        return view.state().likedBy(view.partition(), user, view.access(caller)::isKnown, limit);
    }
}
