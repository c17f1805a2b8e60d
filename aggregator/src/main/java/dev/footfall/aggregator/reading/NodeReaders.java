package dev.footfall.aggregator.reading;

import dev.footfall.aggregator.cluster.Membership;
import dev.footfall.aggregator.cluster.Placements.NodeAddress;
import dev.footfall.aggregator.counting.PartitionStores;
import dev.footfall.aggregator.counting.RowFormat;
import dev.footfall.aggregator.counting.RuleSet;
import dev.footfall.aggregator.counting.StoreKey;
import dev.footfall.aggregator.live.LivePartitions;
import dev.footfall.aggregator.query.LocalRead;
import dev.footfall.aggregator.query.LocalState;
import dev.footfall.aggregator.query.LocalState.Readiness;
import dev.footfall.aggregator.session.DailyRow;
import java.util.Optional;
import java.util.function.BiConsumer;
import java.util.function.LongSupplier;
import org.apache.kafka.common.utils.Bytes;
import org.apache.kafka.streams.KafkaStreams;
import org.apache.kafka.streams.KeyValue;
import org.apache.kafka.streams.state.KeyValueIterator;

/** The state on this node, read by interactive queries: as it is counted here, as it is followed here, and entry by entry. */
public record NodeReaders(LocalState counted, LocalState followed, StoredEntries entries) {
    public static NodeReaders of(
            KafkaStreams streams, Contents contents, Membership membership, RuleSet rules, LongSupplier nanos) {
        var stores = new NodeStores(streams, contents.ends());
        var active = new ActiveStores(stores, contents.live(), new NodeReadiness(streams, contents, membership));
        var standby = new StandbyStores(contents, active, membership, nanos);
        return new NodeReaders(
                new StreamsState(active, contents.registrations(), rules),
                new StreamsState(standby, contents.registrations(), rules),
                new StoredEntries(active));
    }

    public record Contents(LivePartitions live, Registrations registrations, RestoreProgress copies, LogEnds ends) {}

    public record StoredEntries(StoreReader reader) {
        @FunctionalInterface
        public interface RowVisitor {
            void row(byte[] repository, int epochDay, DailyRow row);
        }

        /** In the order of their keys, by repository, then by day; returns their number. */
        public LocalRead<Long> rows(int partition, RowVisitor visitor) {
            return all(
                    partition,
                    PartitionStores.DAILY_ROWS,
                    (key, row) ->
                            visitor.row(StoreKey.repositoryOf(key), StoreKey.epochDayOf(key), RowFormat.decode(row)));
        }

        /** Shows every entry of one of {@link PartitionStores#PARTS} in the order of their keys, and counts them. */
        public LocalRead<Long> all(int partition, String part, BiConsumer<byte[], byte[]> visitor) {
            return reader.ask(partition, part, open -> {
                long number = 0;
                try (KeyValueIterator<Bytes, byte[]> entries = open.all()) {
                    for (; entries.hasNext(); number++) {
                        KeyValue<Bytes, byte[]> entry = entries.next();
                        visitor.accept(entry.key.get(), entry.value);
                    }
                }
                return number;
            });
        }
    }

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
                    .allMatch(partition ->
                            contents.live().get(partition).isPresent() || membership.isElsewhere(partition));
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
}
