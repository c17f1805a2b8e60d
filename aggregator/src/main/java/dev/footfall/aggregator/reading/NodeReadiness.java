package dev.footfall.aggregator.reading;

import dev.footfall.aggregator.cluster.Membership;
import dev.footfall.aggregator.cluster.Placements.NodeAddress;
import dev.footfall.aggregator.query.LocalState.Readiness;
import dev.footfall.aggregator.reading.NodeReaders.Contents;
import java.util.Optional;
import org.apache.kafka.streams.KafkaStreams;

/**
 * The readiness of this node to answer. While partitions move, it is ready as long as each of them is counted
 * here, or another node is known to have it.
 */
record NodeReadiness(KafkaStreams streams, Contents contents, Membership membership) {
    Readiness readiness() {
        if (!contents.registrations().isComplete()) return new Readiness(false, "the registrations are being read");
        KafkaStreams.State state = streams.state();
        boolean isWhole = state == KafkaStreams.State.RUNNING
                || (state == KafkaStreams.State.REBALANCING && hasAllOrKnowsWhoHas());
        if (!isWhole) return new Readiness(false, "counting is " + state + restoring());
        Optional<String> held = contents.live().all().stream()
                .flatMap(partition -> partition.whyHeld().stream())
                .findFirst();
        if (held.isPresent()) return new Readiness(false, held.get());
        return isDated() ? new Readiness(true, "counting is " + state) : new Readiness(false, LogEnds.UNKNOWN);
    }

    private String restoring() {
        long partitions = contents.copies().restoringPartitions();
        return partitions == 0
                ? ""
                : "; %d partitions are being restored, %d records fetched, %d to go"
                        .formatted(
                                partitions,
                                contents.copies().restored(),
                                contents.copies().restoreRemaining());
    }

    private boolean hasAllOrKnowsWhoHas() {
        return membership
                .all()
                .allMatch(partition -> contents.live().get(partition).isPresent() || membership.isElsewhere(partition));
    }

    private boolean isDated() {
        return contents.live().numbers().stream()
                .allMatch(partition -> contents.ends().lag(partition, 0).isPresent());
    }

    /** True if a partition that is not counted here may be soon: it is this node's, or nobody else is known to have it. */
    boolean isExpected(int partition) {
        if (streams.state() == KafkaStreams.State.RUNNING) return false;
        Optional<NodeAddress> owner = membership.owner(partition);
        return owner.isEmpty() || owner.equals(membership.self());
    }
}
