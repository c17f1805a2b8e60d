package dev.footfall.queryapi.question;

import dev.footfall.aggregator.query.LocalRead;
import dev.footfall.aggregator.renames.Lineage;
import dev.footfall.events.RepoId;
import dev.footfall.queryapi.route.PartitionView;
import dev.footfall.queryapi.route.StoredUsers;
import java.util.Set;
import java.util.stream.Collectors;

/** The sums of a repository's days, and its likes. */
public record NumbersQuery(Lineage repo) implements RepositoryQuery<RepositoryNumbers> {
    @Override
    public LocalRead<RepositoryNumbers> answer(RepoId name, PartitionView view) {
        return view.state()
                .totals(name)
                .then(counted -> repo.isAlone()
                        ? view.state().likes(name).map(likes -> new RepositoryNumbers(counted, likes, Set.of()))
                        : likers(name, view).map(users -> new RepositoryNumbers(counted, users.size(), users)));
    }

    private static LocalRead<Set<String>> likers(RepoId name, PartitionView view) {
        StoredUsers users = view.users();
        return view.state()
                .likers(name, any -> true, Integer.MAX_VALUE)
                .map(likes -> likes.stream()
                        .map(like -> users.name(like.user()).orElse(like.user()))
                        .collect(Collectors.toSet()));
    }

    @Override
    public RepositoryNumbers sum(RepositoryNumbers one, RepositoryNumbers other) {
        return one.plus(other);
    }
}
