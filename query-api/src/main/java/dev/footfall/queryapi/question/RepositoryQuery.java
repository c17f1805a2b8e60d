package dev.footfall.queryapi.question;

import dev.footfall.aggregator.query.Partitioning;
import dev.footfall.events.RepoId;
import dev.footfall.queryapi.route.PartitionQuery;
import java.util.List;
import java.util.Set;

/** A question to the one partition of a repository. */
public interface RepositoryQuery<T> extends PartitionQuery<T> {
    /** The repository. */
    RepoId repo();

    @Override
    default Set<Integer> partitions(Partitioning partitioning) {
        return Set.of(partitioning.partitionOf(repo()));
    }

    @Override
    default T merge(List<T> parts) {
        return parts.get(0);
    }
}
