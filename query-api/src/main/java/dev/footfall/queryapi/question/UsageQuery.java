package dev.footfall.queryapi.question;

import dev.footfall.aggregator.query.LocalRead;
import dev.footfall.events.RepoId;
import dev.footfall.events.renames.Lineage;
import dev.footfall.queryapi.route.PartitionQuery;
import dev.footfall.queryapi.route.PartitionView;
import dev.footfall.queryapi.route.StateReader;
import java.time.LocalDate;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/**
 * The usage of those of these repositories that have counted events, each read once. All partitions are asked, also
 * those that have none of them: so the answers of several such queries are of one as-of.
 *
 * @param repos of at most {@link #MOST} names
 */
public record UsageQuery(List<Lineage> repos, LocalDate today) implements PartitionQuery<List<RepositoryUsage>> {
    /** Most names of repositories in one request to a peer. */
    public static final int MOST = StateReader.MOST_NAMES;

    public UsageQuery {
        repos = List.copyOf(repos);
        long names = repos.stream().mapToLong(repo -> 1L + repo.former().size()).sum();
        if (names > MOST) throw new IllegalArgumentException("too many names of repositories: " + names);
    }

    @Override
    public LocalRead<List<RepositoryUsage>> answer(PartitionView view) {
        Map<RepoId, RepoId> here = new HashMap<>();
        for (Lineage repo : repos) {
            repo.names().stream().filter(view::has).forEach(name -> here.put(name, repo.name()));
        }
        return view.state()
                .totals()
                .ofEach(view.partition(), List.copyOf(here.keySet()))
                .map(found -> sums(found.entrySet().stream()
                        .map(totals -> RepositoryUsage.of(
                                here.getOrDefault(totals.getKey(), totals.getKey()), totals.getValue(), today))));
    }

    @Override
    public List<RepositoryUsage> merge(List<List<RepositoryUsage>> parts) {
        return sums(parts.stream().flatMap(List::stream));
    }

    private static List<RepositoryUsage> sums(Stream<RepositoryUsage> all) {
        return Sums.ofEach(RepositoryUsage::repo, RepositoryUsage::plus, all);
    }
}
