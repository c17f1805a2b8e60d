package dev.footfall.queryapi.question;

import dev.footfall.aggregator.query.Like;
import dev.footfall.aggregator.query.LocalRead;
import dev.footfall.aggregator.renames.Lineage;
import dev.footfall.events.RepoId;
import dev.footfall.queryapi.route.PartitionView;
import dev.footfall.queryapi.route.StoredUsers;
import java.util.List;

/** The newest likes of a repository, of users who have a name, by name; of one who likes it under two names, the newer one. */
public record LikersQuery(Lineage repo, int limit) implements RepositoryQuery<List<Like>> {
    @Override
    public LocalRead<List<Like>> answer(RepoId name, PartitionView view) {
        StoredUsers users = view.users();
        return view.state()
                .likers(name, user -> users.name(user).isPresent(), limit)
                .map(likes -> likes.stream()
                        .flatMap(like ->
                                users.name(like.user()).stream().map(user -> new Like(repo.name(), user, like.since())))
                        .toList());
    }

    @Override
    public List<Like> sum(List<Like> one, List<Like> other) {
        return Sums.by(Like::user, LikersQuery::newer, one, other).stream()
                .sorted()
                .limit(limit)
                .toList();
    }

    static Like newer(Like one, Like other) {
        return one.compareTo(other) <= 0 ? one : other;
    }
}
