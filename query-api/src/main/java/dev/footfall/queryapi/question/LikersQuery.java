package dev.footfall.queryapi.question;

import dev.footfall.aggregator.query.Like;
import dev.footfall.aggregator.query.LocalRead;
import dev.footfall.events.RepoId;
import dev.footfall.events.renames.Lineage;
import dev.footfall.queryapi.route.PartitionView;
import dev.footfall.queryapi.route.StoredUsers;
import java.util.List;
import java.util.stream.Stream;

/** The newest likes of a repository, of users who have a name, by name; of one who likes it twice, the newer one. */
public record LikersQuery(Lineage repo, int limit) implements RepositoryQuery<List<Like>> {
    @Override
    public LocalRead<List<Like>> answer(RepoId name, PartitionView view) {
        StoredUsers users = view.users();
        return view.state()
                .likes()
                .likers(name, user -> users.name(user).isPresent(), 2 * limit) // who is stored by name and by id
                .map(likes -> NewestLikes.of(
                        likes.stream()
                                .flatMap(like -> users.name(like.user()).stream()
                                        .map(user -> new Like(repo.name(), user, like.since()))),
                        Like::user,
                        limit));
    }

    @Override
    public List<Like> sum(List<Like> one, List<Like> other) {
        return NewestLikes.of(Stream.concat(one.stream(), other.stream()), Like::user, limit);
    }
}
