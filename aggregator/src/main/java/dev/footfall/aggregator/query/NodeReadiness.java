package dev.footfall.aggregator.query;

import java.util.Optional;
import java.util.stream.IntStream;
import org.apache.kafka.streams.KafkaStreams;

/**
 * Whether this node can answer what it may be asked. While partitions move, it can as long as those that it has to count
 * are counted; it may also have none, if it knows who has them.
 */
public final class NodeReadiness {
    private final KafkaStreams streams;
    private final Contents contents;
    private final LogEnds ends;
    private final Membership membership;

    /** The readiness of these streams. */
    public NodeReadiness(KafkaStreams streams, Contents contents, LogEnds ends, Membership membership) {
        this.streams = streams;
        this.contents = contents;
        this.ends = ends;
        this.membership = membership;
    }

    /** What a node has: the partitions counted, the repositories, and the stores that are being filled. */
    public record Contents(LivePartitions live, Registrations registrations, StoreCopies copies) {}

    /**
     * This node among the others.
     *
     * @param partitions how many there are in all
     * @param placements who has which
     * @param self where others reach this node; empty when it is alone
     */
    public record Membership(int partitions, Placements placements, Optional<NodeAddress> self) {
        private Optional<NodeAddress> owner(int partition) {
            return placements.of(partition).owner();
        }
    }

    Readiness readiness() {
        if (!contents.registrations().isComplete()) return new Readiness(false, "the registrations are being read");
        KafkaStreams.State state = streams.state();
        boolean isWhole = state == KafkaStreams.State.RUNNING
                || (state == KafkaStreams.State.REBALANCING && knowsAnyOwner() && countsItsOwn());
        if (!isWhole) return new Readiness(false, "counting is " + state + restoring());
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

    private IntStream all() {
        return IntStream.range(0, membership.partitions());
    }

    private boolean knowsAnyOwner() {
        return membership.self().isPresent()
                && all().anyMatch(partition -> membership.owner(partition).isPresent());
    }

    private boolean countsItsOwn() {
        return all().filter(partition -> membership.owner(partition).equals(membership.self()))
                .allMatch(partition -> contents.live().get(partition).isPresent());
    }

    /** Whether it is known for each partition that is counted here where the log ends. */
    private boolean isDated() {
        return contents.live().numbers().stream()
                .allMatch(partition -> ends.lag(partition, 0).isPresent());
    }

    /** Whether a partition that is not counted here may be soon: it is this node's, or nobody else is known to have it. */
    boolean isExpected(int partition) {
        if (streams.state() == KafkaStreams.State.RUNNING) return false;
        Optional<NodeAddress> owner = membership.owner(partition);
        return owner.isEmpty() || owner.equals(membership.self());
    }
}
