package dev.footfall.queryapi.question;

import dev.footfall.aggregator.counts.DailyCounts;
import dev.footfall.aggregator.query.LocalRead;
import dev.footfall.aggregator.query.LocalState;
import dev.footfall.events.RepoId;
import dev.footfall.events.renames.Lineage;
import dev.footfall.queryapi.route.PartitionView;
import dev.footfall.queryapi.route.StoredUsers;
import java.util.Optional;
import java.util.Set;
import java.util.function.Supplier;
import java.util.stream.Collectors;

/** {@code isHidden}: none are found, by as many look-ups as of a repository that has none. */
public record NumbersQuery(Lineage repo, boolean isHidden) implements RepositoryQuery<RepositoryNumbers> {
    public NumbersQuery(Lineage repo) {
        this(repo, false);
    }

    @Override
    public LocalRead<RepositoryNumbers> answer(RepoId name, PartitionView view) {
        LocalState state = view.state();
        if (isHidden) return numbers(state.missTotals(name), () -> state.missLikes(name));
        if (repo.isAlone()) return numbers(state.totals(name), () -> state.likes(name));
        return state.totals(name)
                .then(counted -> likers(name, view).map(users -> new RepositoryNumbers(counted, users.size(), users)));
    }

    private static LocalRead<RepositoryNumbers> numbers(
            LocalRead<Optional<DailyCounts>> totals, Supplier<LocalRead<Long>> likes) {
        return totals.then(counted -> likes.get().map(number -> new RepositoryNumbers(counted, number, Set.of())));
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
