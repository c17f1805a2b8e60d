package dev.footfall.queryapi.question;

import dev.footfall.aggregator.query.Like;
import dev.footfall.aggregator.query.LocalRead;
import dev.footfall.events.renames.Renames;
import dev.footfall.queryapi.auth.Caller;
import dev.footfall.queryapi.route.Access;
import dev.footfall.queryapi.route.PartitionQuery;
import dev.footfall.queryapi.route.PartitionView;
import java.util.List;

/** The newest likes that a user gave to repositories that the caller may see; of two names of one, the newer one. */
public record LikedByQuery(String user, int limit, Caller caller) implements PartitionQuery<List<Like>> {
    @Override
    public LocalRead<List<Like>> answer(PartitionView view) {
        Renames renames = view.renames();
        Access access = view.access(caller);
        int most = limit
                + view.renamed(renames).stream()
                        .mapToInt(part -> part.names().size())
                        .sum();
        return LocalRead.each(
                        view.users().of(user),
                        stored -> view.state().likes().likedBy(view.partition(), stored, access::isKnown, most))
                .map(parts -> NewestLikes.of(
                        parts.stream()
                                .flatMap(List::stream)
                                .map(like -> new Like(renames.nameOf(like.repo()), user, like.since())),
                        Like::repo,
                        limit));
    }

    @Override
    public List<Like> merge(List<List<Like>> parts) {
        return NewestLikes.of(parts.stream().flatMap(List::stream), Like::repo, limit);
    }
}
