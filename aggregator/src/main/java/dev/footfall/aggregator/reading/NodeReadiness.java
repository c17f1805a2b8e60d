package dev.footfall.aggregator.reading;

import dev.footfall.aggregator.cluster.Membership;
import dev.footfall.aggregator.cluster.NodeAddress;
import dev.footfall.aggregator.query.Readiness;
import java.util.List;
import java.util.Optional;
import org.apache.kafka.streams.KafkaStreams;

/**
 * The promise of {@code /ready}: each partition that this node owns answers here, and each other one has another node
 * that is known here. A node that is alone owns all. The state of Kafka Streams promises less: it is RUNNING while a
 * partition is between two of its threads, and has no partition that a thread has not been given yet.
 */
record NodeReadiness(ReadinessFacts facts, Membership membership) {

    Readiness readiness() {
        if (!facts.knowsRegistrations()) return new Readiness(false, "the registrations are being read");
        KafkaStreams.State state = facts.state();
        String counting = "counting is " + state;
        if (!state.isRunningOrRebalancing()) return new Readiness(false, counting + facts.restoring());
        return membership
                .all()
                .mapToObj(this::whyNot)
                .flatMap(Optional::stream)
                .findFirst()
                .or(this::whyUnsettled)
                .map(why -> new Readiness(false, why))
                .orElseGet(() -> new Readiness(true, counting));
    }

    private Optional<String> whyNot(int partition) {
        if (facts.isCounted(partition)) return facts.whyMute(partition);
        if (membership.isLeftToOthers(partition)) return Optional.empty();
        return Optional.of("counting is " + facts.state() + ", partition " + partition + " is not open on this node"
                + facts.restoring());
    }

    /**
     * The first thread of a node that is alone gets all partitions, and gives some up when the others have joined the
     * group: nobody answers for those meanwhile.
     */
    private Optional<String> whyUnsettled() {
        if (membership.self().isPresent()) return Optional.empty();
        List<Integer> threads = facts.partitionsByThread();
        long busy = threads.stream().filter(partitions -> partitions > 0).count();
        return busy < Math.min(threads.size(), membership.partitions())
                ? Optional.of("the partitions are being assigned to the counting threads")
                : Optional.empty();
    }

    /** True if a partition that is not counted here may be soon: it is this node's, or nobody else is known to have it. */
    boolean isExpected(int partition) {
        Optional<NodeAddress> owner = membership.owner(partition);
        return owner.isEmpty() || owner.equals(membership.self());
    }
}
