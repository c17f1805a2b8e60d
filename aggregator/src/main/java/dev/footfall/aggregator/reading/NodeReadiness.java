package dev.footfall.aggregator.reading;

import dev.footfall.aggregator.cluster.Membership;
import dev.footfall.aggregator.cluster.Placements.NodeAddress;
import dev.footfall.aggregator.counting.PartitionStores;
import dev.footfall.aggregator.live.LivePartitions.LivePartition;
import dev.footfall.aggregator.query.LocalRead;
import dev.footfall.aggregator.query.LocalState.Readiness;
import dev.footfall.aggregator.reading.NodeReaders.Contents;
import dev.footfall.aggregator.reading.NodeReaders.NodeStores;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.apache.kafka.streams.KafkaStreams;
import org.apache.kafka.streams.ThreadMetadata;

/**
 * The promise of {@code /ready}: each partition that this node owns answers here, and each other one has another node
 * that is known here. A node that is alone owns all. The state of Kafka Streams promises less: it is RUNNING while a
 * partition is between two of its threads, and has no partition that a thread has not been given yet.
 */
record NodeReadiness(Facts facts, Membership membership) {
    /** The view of the counting on this node. Safe for many threads. */
    interface Facts {
        /** True once all registrations have been read. */
        boolean knowsRegistrations();

        KafkaStreams.State state();

        /** The number of partitions that each living thread counts; 0 until it has got and opened its own. */
        List<Integer> partitionsByThread();

        boolean isCounted(int partition);

        /** The reason for which a partition that is counted here cannot be asked; empty if it can. */
        Optional<String> whyMute(int partition);

        /** The rest of the restoration, after a semicolon; empty if nothing is left. */
        String restoring();
    }

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
                ? Optional.of("the partitions are being shared out among the counting threads")
                : Optional.empty();
    }

    /** True if a partition that is not counted here may be soon: it is this node's, or nobody else is known to have it. */
    boolean isExpected(int partition) {
        Optional<NodeAddress> owner = membership.owner(partition);
        return owner.isEmpty() || owner.equals(membership.self());
    }

    record StreamsFacts(KafkaStreams streams, Contents contents, NodeStores stores) implements Facts {
        @Override
        public boolean knowsRegistrations() {
            return contents.registrations().isComplete();
        }

        @Override
        public KafkaStreams.State state() {
            return streams.state();
        }

        @Override
        public List<Integer> partitionsByThread() {
            return streams.metadataForLocalThreads().stream()
                    .map(ThreadMetadata::activeTasks)
                    .map(Set::size)
                    .toList();
        }

        @Override
        public boolean isCounted(int partition) {
            return contents.live().get(partition).isPresent();
        }

        @Override
        public Optional<String> whyMute(int partition) {
            Optional<String> held = contents.live().get(partition).flatMap(LivePartition::whyHeld);
            if (held.isPresent()) return held;
            LocalRead<Boolean> read = stores.read(
                    partition,
                    PartitionStores.DAILY_ROWS,
                    open -> stores.at(partition, open.mark().events(), asOf -> new LocalRead.Found<>(true, asOf)));
            return read.fold(
                    found -> Optional.empty(),
                    notOwned -> Optional.of("the store of partition " + partition + " is not open"),
                    notReady -> Optional.of(notReady.why()));
        }

        @Override
        public String restoring() {
            long partitions = contents.copies().restoringPartitions();
            return partitions == 0
                    ? ""
                    : "; partitions being restored: %d, records fetched: %d, to go: %d"
                            .formatted(
                                    partitions,
                                    contents.copies().restored(),
                                    contents.copies().restoreRemaining());
        }
    }
}
