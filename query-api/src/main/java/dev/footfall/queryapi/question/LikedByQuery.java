package dev.footfall.queryapi.question;

import dev.footfall.aggregator.query.Like;
import dev.footfall.aggregator.query.LocalRead;
import dev.footfall.queryapi.auth.Caller;
import dev.footfall.queryapi.route.PartitionView;
import java.util.List;

/** The newest likes that a user gave to repositories that the caller may see. */
public record LikedByQuery(String user, int limit, Caller caller) implements TopQuery<Like> {
    @Override
    public LocalRead<List<Like>> answer(PartitionView view) {
        return view.state().likedBy(view.partition(), user, view.access(caller)::isKnown, limit);
    }
}
