package dev.footfall.queryapi.question;

import dev.footfall.aggregator.query.LocalRead;
import dev.footfall.aggregator.query.Partitioning;
import dev.footfall.aggregator.renames.Lineage;
import dev.footfall.events.RepoId;
import dev.footfall.queryapi.route.PartitionQuery;
import dev.footfall.queryapi.route.PartitionView;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * A question about many repositories to the partitions that they are in. Each partition answers for its own; merged, the
 * answers stand in the order of the query.
 *
 * @param <T> the answer about one repository
 */
interface RepositoriesQuery<T extends RepositoriesQuery.Part<T>> extends PartitionQuery<List<T>> {
    /** The answer about one repository, which it names, or about some of its names. */
    interface Part<T> {
        RepoId repo();

        /** This answer and that about others of its names. */
        T plus(T other);
    }

    /** The repositories. */
    List<Lineage> repos();

    /** The answer about those names of one of them that are in this partition. */
    LocalRead<T> answer(Lineage repo, PartitionView view);

    @Override
    default Set<Integer> partitions(Partitioning partitioning) {
        return repos().stream()
                .flatMap(repo -> repo.names().stream())
                .map(partitioning::partitionOf)
                .collect(Collectors.toSet());
    }

    @Override
    default LocalRead<List<T>> answer(PartitionView view) {
        List<Lineage> here = repos().stream()
                .filter(repo -> repo.names().stream().anyMatch(view::has))
                .toList();
        if (here.isEmpty()) return new LocalRead.NotOwned<>(view.partition());
        var answers = new ArrayList<T>();
        LocalRead<Boolean> all = answer(here.get(0), view).map(answers::add);
        for (Lineage repo : here.subList(1, here.size())) {
            all = all.then(any -> answer(repo, view).map(answers::add));
        }
        return all.map(any -> answers);
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
