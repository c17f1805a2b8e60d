package dev.footfall.aggregator.reading;

import dev.footfall.aggregator.cluster.Membership;
import dev.footfall.aggregator.counting.PartitionStores;
import dev.footfall.aggregator.counting.RowFormat;
import dev.footfall.aggregator.counting.RuleSet;
import dev.footfall.aggregator.counting.StoreKey;
import dev.footfall.aggregator.live.LivePartitions;
import dev.footfall.aggregator.query.LocalRead;
import dev.footfall.aggregator.query.LocalState;
import dev.footfall.aggregator.session.DailyRow;
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
}
