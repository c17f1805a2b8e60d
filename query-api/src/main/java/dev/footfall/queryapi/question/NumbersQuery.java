package dev.footfall.queryapi.question;

import dev.footfall.aggregator.query.LocalRead;
import dev.footfall.events.RepoId;
import dev.footfall.events.renames.Lineage;
import dev.footfall.queryapi.route.PartitionView;
import dev.footfall.queryapi.route.StoredUsers;
import java.util.Set;
import java.util.stream.Collectors;

/** {@code isHidden}: none are found, by as many look-ups as of a repository that has none. */
public record NumbersQuery(Lineage repo, boolean isHidden) implements RepositoryQuery<RepositoryNumbers> {
    public NumbersQuery(Lineage repo) {
        this(repo, false);
    }

    @Override
    public LocalRead<RepositoryNumbers> answer(RepoId name, PartitionView view) {
        if (isHidden)
            return view.state()
                    .totals()
                    .miss(name)
                    .then(counted -> view.state()
                            .likes()
                            .missNumber(name)
                            .map(number -> new RepositoryNumbers(counted, number, Set.of())));
        LocalRead<BalancedTotals> totals = BalancedTotals.of(name, view);
        if (repo.isAlone())
            return totals.then(
                    found -> view.state().likes().number(name).map(number -> RepositoryNumbers.of(found, number)));
        return totals.then(found -> likers(name, view)
                .map(users -> new RepositoryNumbers(found.counted(), found.balance(), users.size(), users)));
    }

    private static LocalRead<Set<String>> likers(RepoId name, PartitionView view) {
        StoredUsers users = view.users();
        return view.state()
                .likes()
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
