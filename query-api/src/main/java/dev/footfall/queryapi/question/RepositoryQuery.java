package dev.footfall.queryapi.question;

import dev.footfall.aggregator.query.LocalRead;
import dev.footfall.aggregator.query.Partitioning;
import dev.footfall.events.RepoId;
import dev.footfall.events.renames.Lineage;
import dev.footfall.queryapi.route.PartitionQuery;
import dev.footfall.queryapi.route.PartitionView;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * A question to the partition of a repository, or to those of its names if it has several: each answers for the names that
 * are in it, and the answers add up.
 */
public interface RepositoryQuery<T> extends PartitionQuery<T> {
    Lineage repo();

    LocalRead<T> answer(RepoId name, PartitionView view);

    T sum(T one, T other);

    @Override
    default Set<Integer> partitions(Partitioning log) {
        return repo().names().stream().map(log::partitionOf).collect(Collectors.toSet());
    }

    @Override
    default LocalRead<T> answer(PartitionView view) {
        return Sums.ofNames(repo(), view, name -> answer(name, view), this::sum);
    }

    @Override
    default T merge(List<T> parts) {
        return parts.stream().reduce(this::sum).orElseThrow();
    }
}
