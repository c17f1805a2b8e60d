package dev.footfall.queryapi.question;

import dev.footfall.aggregator.query.LocalRead;
import dev.footfall.queryapi.route.PartitionQuery;
import dev.footfall.queryapi.route.PartitionView;
import java.util.List;

/** Asks each partition how far it has counted. */
public record ProgressQuery() implements PartitionQuery<StateProgress> {
    @Override
    public LocalRead<StateProgress> answer(PartitionView view) {
        return view.state()
                .version(view.partition())
                .fold(
                        found -> new LocalRead.Found<>(
                                StateProgress.ofPartition(
                                        found.value().nextOffset(), found.asOf().lagRecords()),
                                found.asOf()),
                        notOwned -> new LocalRead.NotOwned<>(notOwned.partition()),
                        notReady -> new LocalRead.NotReady<>(notReady.partition(), notReady.why()));
    }

    @Override
    public StateProgress merge(List<StateProgress> parts) {
        return parts.stream().reduce(StateProgress.NONE, StateProgress::and);
    }
}
