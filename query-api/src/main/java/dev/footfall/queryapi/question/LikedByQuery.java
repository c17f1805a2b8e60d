package dev.footfall.queryapi.question;

import dev.footfall.aggregator.query.Like;
import dev.footfall.aggregator.query.ListPage;
import dev.footfall.aggregator.query.LocalRead;
import dev.footfall.events.renames.Renames;
import dev.footfall.queryapi.auth.Caller;
import dev.footfall.queryapi.route.Access;
import dev.footfall.queryapi.route.PartitionQuery;
import dev.footfall.queryapi.route.PartitionView;
import java.util.List;

/** Likes that a user gave to repositories that the caller may see; of two names of one, the newer one. */
public record LikedByQuery(String user, ListPage<Like> page, Caller caller) implements PartitionQuery<List<Like>> {
    @Override
    public LocalRead<List<Like>> answer(PartitionView view) {
        Renames renames = view.renames();
        Access access = view.access(caller);
        int most = page.limit()
                + view.renamed(renames).stream()
                        .mapToInt(part -> part.names().size())
                        .sum();
        return LocalRead.each(
                        view.users().of(user),
                        stored -> view.state()
                                .likes()
                                .likedBy(view.partition(), stored, like -> isShown(like, renames, access), most))
                .map(parts -> NewestLikes.of(
                        parts.stream()
                                .flatMap(List::stream)
                                .map(like -> new Like(renames.nameOf(like.repo()), user, like.since())),
                        Like::repo,
                        most));
    }

    /** One of a repository with several names may hide an older one, in whatever part it was. */
    private boolean isShown(Like like, Renames renames, Access access) {
        boolean mayBegin = renames.concern(like.repo()) || page.begins(new Like(like.repo(), user, like.since()));
        return mayBegin && access.isKnown(like.repo());
    }

    @Override
    public List<Like> merge(List<List<Like>> parts) {
        return NewestLikes.of(parts.stream().flatMap(List::stream), Like::repo, Integer.MAX_VALUE).stream()
                .filter(page::begins)
                .limit(page.limit())
                .toList();
    }
}
