package dev.footfall.queryapi.route;

import dev.footfall.aggregator.query.TrendingRow;
import dev.footfall.events.RepoId;
import dev.footfall.queryapi.auth.Caller;
import dev.footfall.queryapi.auth.Visibility;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Predicate;

/**
 * The repositories that a caller may see, and which of those are private: one look-up decides both. Used by one thread,
 * for one question.
 */
final class SeenRepositories implements Predicate<RepoId> {
    private final Caller caller;
    private final Visibility visibility;
    private final Set<RepoId> privateOnes = new HashSet<>();

    SeenRepositories(Caller caller, Visibility visibility) {
        this.caller = caller;
        this.visibility = visibility;
    }

    @Override
    public boolean test(RepoId repo) {
        Visibility.Sight sight = Reads.sight(repo, caller, visibility);
        if (sight == Visibility.Sight.PRIVATE) privateOnes.add(repo);
        else privateOnes.remove(repo);
        return sight != Visibility.Sight.HIDDEN;
    }

    /** These rows of repositories that passed, each as it was seen. */
    List<RankedRepository> ranked(List<TrendingRow> rows) {
        return rows.stream()
                .map(row -> new RankedRepository(row, privateOnes.contains(row.repo())))
                .toList();
    }
}
