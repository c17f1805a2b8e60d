package dev.footfall.queryapi.question;

import dev.footfall.aggregator.query.Like;
import dev.footfall.aggregator.query.LocalRead;
import dev.footfall.aggregator.renames.Renames;
import dev.footfall.queryapi.auth.Caller;
import dev.footfall.queryapi.route.Access;
import dev.footfall.queryapi.route.PartitionView;
import java.util.List;
import java.util.stream.Stream;

/** The newest likes that a user gave to repositories that the caller may see; of two names of one, the newer one. */
public record LikedByQuery(String user, int limit, Caller caller) implements TopQuery<Like> {
    @Override
    public LocalRead<List<Like>> answer(PartitionView view) {
        Renames renames = view.renames();
        Access access = view.access(caller);
        int most = Math.toIntExact(limit
                + renames.lineages().stream()
                        .flatMap(lineage -> lineage.names().stream())
                        .filter(view::has)
                        .count());
        return LocalRead.each(
                        view.users().of(user),
                        stored -> view.state().likedBy(view.partition(), stored, access::isKnown, most))
                .map(parts -> first(parts.stream().flatMap(List::stream).map(like -> named(like, renames))));
    }

    private Like named(Like like, Renames renames) {
        return new Like(renames.nameOf(like.repo()), user, like.since());
    }

    private List<Like> first(Stream<Like> likes) {
        return Sums.ofEach(Like::repo, LikersQuery::newer, likes).stream()
                .sorted()
                .limit(limit)
                .toList();
    }

    @Override
    public List<Like> merge(List<List<Like>> parts) {
        return first(parts.stream().flatMap(List::stream));
    }
}
