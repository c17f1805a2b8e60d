package dev.footfall.queryapi.question;

import dev.footfall.aggregator.query.Like;
import dev.footfall.aggregator.query.Like.LikeDay;
import dev.footfall.aggregator.query.LocalRead;
import dev.footfall.aggregator.renames.Renames;
import dev.footfall.aggregator.renames.Renames.Lineage;
import dev.footfall.events.RepoId;
import dev.footfall.queryapi.auth.Caller;
import dev.footfall.queryapi.route.Access;
import dev.footfall.queryapi.route.PartitionQuery;
import dev.footfall.queryapi.route.PartitionView;
import dev.footfall.queryapi.route.StoredUsers;
import java.time.LocalDate;
import java.util.List;
import java.util.function.Function;
import java.util.stream.Stream;

public final class LikeQueries {
    private LikeQueries() {}

    public record IsLikedQuery(Lineage repo, String user) implements RepositoryQuery<Boolean> {
        @Override
        public LocalRead<Boolean> answer(RepoId name, PartitionView view) {
            return LocalRead.each(view.users().of(user), stored -> view.state().isLiked(name, stored))
                    .map(each -> each.contains(true));
        }

        @Override
        public Boolean sum(Boolean one, Boolean other) {
            return one || other;
        }
    }

    private static List<Like> newest(Stream<Like> likes, Function<Like, Object> key, int limit) {
        return Sums.ofEach(key, (one, other) -> one.compareTo(other) <= 0 ? one : other, likes).stream()
                .sorted()
                .limit(limit)
                .toList();
    }

    /** The newest likes of a repository, of users who have a name, by name; of one who likes it twice, the newer one. */
    public record LikersQuery(Lineage repo, int limit) implements RepositoryQuery<List<Like>> {
        @Override
        public LocalRead<List<Like>> answer(RepoId name, PartitionView view) {
            StoredUsers users = view.users();
            return view.state()
                    .likers(name, user -> users.name(user).isPresent(), 2 * limit) // who is stored by name and by id
                    .map(likes -> newest(
                            likes.stream()
                                    .flatMap(like -> users.name(like.user()).stream()
                                            .map(user -> new Like(repo.name(), user, like.since()))),
                            Like::user,
                            limit));
        }

        @Override
        public List<Like> sum(List<Like> one, List<Like> other) {
            return newest(Stream.concat(one.stream(), other.stream()), Like::user, limit);
        }
    }

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
                            stored -> view.state().likedBy(view.partition(), stored, access::isKnown, most))
                    .map(parts -> newest(
                            parts.stream()
                                    .flatMap(List::stream)
                                    .map(like -> new Like(renames.nameOf(like.repo()), user, like.since())),
                            Like::repo,
                            limit));
        }

        @Override
        public List<Like> merge(List<List<Like>> parts) {
            return newest(parts.stream().flatMap(List::stream), Like::repo, limit);
        }
    }

    /** Days of [{@code from}, {@code to}] of the latest like changes, ascending. */
    public record LikeDaysQuery(Lineage repo, LocalDate from, LocalDate to) implements RepositoryQuery<List<LikeDay>> {
        @Override
        public LocalRead<List<LikeDay>> answer(RepoId name, PartitionView view) {
            return view.state().likeDays(name, from, to);
        }

        @Override
        public List<LikeDay> sum(List<LikeDay> one, List<LikeDay> other) {
            return Sums.by(LikeDay::date, LikeDay::plus, one, other);
        }
    }
}
