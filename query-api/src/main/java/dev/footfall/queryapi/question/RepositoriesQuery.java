package dev.footfall.queryapi.question;

import dev.footfall.aggregator.query.LocalRead;
import dev.footfall.aggregator.query.Partitioning;
import dev.footfall.events.RepoId;
import dev.footfall.events.renames.Lineage;
import dev.footfall.queryapi.route.PartitionQuery;
import dev.footfall.queryapi.route.PartitionView;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * A question about many repositories to the partitions that they are in. Each partition answers for its own; merged,
 * the answers stand in the order of the query.
 */
public interface RepositoriesQuery<T extends RepositoryAnswer<T>> extends PartitionQuery<List<T>> {

    List<Lineage> repos();

    LocalRead<T> answer(Lineage repo, PartitionView view);

    @Override
    default Set<Integer> partitions(Partitioning log) {
        return repos().stream()
                .flatMap(repo -> repo.names().stream())
                .map(log::partitionOf)
                .collect(Collectors.toSet());
    }

    @Override
    default LocalRead<List<T>> answer(PartitionView view) {
        List<Lineage> here = repos().stream()
                .filter(repo -> repo.names().stream().anyMatch(view::has))
                .distinct() // names may have become one by a rename
                .toList();
        if (here.isEmpty()) return new LocalRead.NotOwned<>(view.partition());
        return LocalRead.each(here, repo -> answer(repo, view));
    }

    @Override
    default List<T> merge(List<List<T>> parts) {
        Map<RepoId, T> byRepo = new HashMap<>();
        parts.forEach(part -> part.forEach(answer -> byRepo.merge(answer.repo(), answer, T::plus)));
        return repos().stream()
                .flatMap(repo -> Optional.ofNullable(byRepo.get(repo.name())).stream())
                .toList();
    }
}
