package dev.footfall.queryapi.route;

import dev.footfall.aggregator.query.HourRange;
import dev.footfall.aggregator.query.LocalRead;
import dev.footfall.aggregator.query.Partitioning;
import dev.footfall.aggregator.query.UserPage;
import dev.footfall.queryapi.auth.Caller;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * A page of the users of one partition, of the repositories that the caller may see.
 *
 * @param after the last user of the page before; empty for the first page
 */
record UserPageQuery(int partition, HourRange period, Optional<String> after, Caller caller)
        implements PartitionQuery<UserPage> {
    @Override
    public Set<Integer> partitions(Partitioning partitioning) {
        return Set.of(partition);
    }

    @Override
    public LocalRead<UserPage> answer(PartitionView view) {
        return view.state().users(view.partition(), period, after, view.access(caller)::isVisible);
    }

    @Override
    public UserPage merge(List<UserPage> parts) {
        return parts.get(0);
    }
}
