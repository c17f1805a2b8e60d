package dev.footfall.queryapi.question;

import dev.footfall.aggregator.query.Like;
import dev.footfall.aggregator.query.ListPage;
import dev.footfall.aggregator.query.LocalRead;
import dev.footfall.events.RepoId;
import dev.footfall.events.renames.Lineage;
import dev.footfall.queryapi.route.PartitionView;
import dev.footfall.queryapi.route.StoredUsers;
import java.util.List;
import java.util.stream.Stream;

/**
 * Likes of a repository, of users who have a name, by name; of one who likes it twice, the newer one. Of several parts of it, all
 * are needed to know which like is the newer one: {@link #part} is cut from them.
 */
public record LikersQuery(Lineage repo, ListPage<Like> page) implements RepositoryQuery<List<Like>> {
    @Override
    public LocalRead<List<Like>> answer(RepoId name, PartitionView view) {
        StoredUsers users = view.users();
        return view.state()
                .likes()
                .likers(name, like -> users.name(like.user()).isPresent(), most())
                .map(likes -> NewestLikes.of(
                        likes.stream()
                                .flatMap(like -> users.name(like.user()).stream()
                                        .map(user -> new Like(repo.name(), user, like.since()))),
                        Like::user,
                        most()));
    }

    /** Twice as many are stored of those who are there by name and by id; one that was in a part before hides an older one. */
    private int most() {
        return page.after().isPresent() ? Integer.MAX_VALUE : 2 * page.limit();
    }

    public List<Like> part(List<Like> likes) {
        return likes.stream().filter(page::begins).limit(page.limit()).toList();
    }

    @Override
    public List<Like> sum(List<Like> one, List<Like> other) {
        return NewestLikes.of(Stream.concat(one.stream(), other.stream()), Like::user, most());
    }
}
