package dev.footfall.aggregator.reading;

import dev.footfall.aggregator.cluster.Membership;
import dev.footfall.aggregator.counting.ArrivalsByOpenness;
import dev.footfall.aggregator.counting.PartitionStores;
import dev.footfall.aggregator.counting.RuleSet;
import dev.footfall.aggregator.counting.Tally.LogPosition;
import dev.footfall.aggregator.live.LivePartitions;
import dev.footfall.aggregator.live.TrendingIndex;
import dev.footfall.aggregator.query.LocalRead;
import dev.footfall.aggregator.query.LocalRead.AsOf;
import dev.footfall.aggregator.query.LocalState;
import dev.footfall.aggregator.query.LocalState.Readiness;
import java.time.Instant;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.function.BiConsumer;
import java.util.function.BiFunction;
import java.util.function.Function;
import java.util.function.LongSupplier;
import org.apache.kafka.common.utils.Bytes;
import org.apache.kafka.streams.KafkaStreams;
import org.apache.kafka.streams.KeyValue;
import org.apache.kafka.streams.StoreQueryParameters;
import org.apache.kafka.streams.errors.InvalidStateStoreException;
import org.apache.kafka.streams.errors.InvalidStateStorePartitionException;
import org.apache.kafka.streams.processor.StateStore;
import org.apache.kafka.streams.state.KeyValueIterator;
import org.apache.kafka.streams.state.QueryableStoreType;
import org.apache.kafka.streams.state.QueryableStoreTypes;
import org.apache.kafka.streams.state.ReadOnlyKeyValueStore;
import org.apache.kafka.streams.state.internals.StateStoreProvider;

/** The state on this node, read by interactive queries: as it is counted here, as it is followed here, and entry by entry. */
public record NodeReaders(LocalState counted, LocalState followed, StoredEntries entries) {
    public static NodeReaders of(
            KafkaStreams streams, Contents contents, Membership membership, RuleSet rules, LongSupplier nanos) {
        var stores = new NodeStores(streams, contents.ends());
        var facts = new NodeReadiness.StreamsFacts(streams, contents, stores);
        var active = new ActiveStores(stores, contents.live(), new NodeReadiness(facts, membership));
        var standby = new StandbyStores(contents, active, membership, rules.digest(), nanos);
        return new NodeReaders(
                new StreamsState(active, contents.registrations(), rules),
                new StreamsState(standby, contents.registrations(), rules),
                new StoredEntries(active));
    }

    public record Contents(LivePartitions live, Registrations registrations, RestoreProgress copies, LogEnds ends) {}

    public record StoredEntries(StoreReader reader) {
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

    /** All stores of partitions that are on this node, whatever they are here for. */
    record NodeStores(KafkaStreams streams, LogEnds ends) {
        /**
         * Reads from a part of a store, by the interface of stores. The queries of {@code KafkaStreams.query} take its two locks in the other
         * order than its writes do, and both then wait for ever (<a
         * href="https://issues.apache.org/jira/browse/KAFKA-19629">KAFKA-19629</a>).
         */
        <R> LocalRead<R> read(int partition, String part, Function<PartView, LocalRead<R>> read) {
            var wanted = StoreQueryParameters.fromNameAndType(PartitionStores.STORE, new FoundStore())
                    .withPartition(partition)
                    .enableStaleStores(); // else none can be read while this node gets or gives any
            try {
                return read.apply(new PartView(streams.store(wanted), part));
            } catch (InvalidStateStorePartitionException e) {
                return new LocalRead.NotOwned<>(partition);
            } catch (InvalidStateStoreException | IllegalStateException e) {
                return new LocalRead.NotReady<>(partition, "the stores are not open");
            }
        }

        <R> LocalRead<R> at(int partition, LogPosition position, Function<AsOf, LocalRead<R>> read) {
            OptionalLong lag = ends.lag(partition, position.nextOffset());
            if (lag.isEmpty()) return new LocalRead.NotReady<>(partition, LogEnds.UNKNOWN);
            Optional<Instant> newest = position.nextOffset() == 0
                    ? Optional.empty()
                    : Optional.of(Instant.ofEpochMilli(position.newestLogTimeMillis()));
            return read.apply(new AsOf(newest, lag.getAsLong(), position.lastSealed()));
        }

        /**
         * The store of one partition, found once. Kafka Streams' own view finds it for each read, under a lock shared
         * with the threads that count: half of the time of a question that reads 100,000 entries. A closed store says so.
         */
        static final class FoundStore implements QueryableStoreType<ReadOnlyKeyValueStore<Bytes, byte[]>> {
            private final QueryableStoreType<ReadOnlyKeyValueStore<Bytes, byte[]>> any =
                    QueryableStoreTypes.keyValueStore();

            @Override
            public boolean accepts(StateStore store) {
                return any.accepts(store);
            }

            @Override
            public ReadOnlyKeyValueStore<Bytes, byte[]> create(StateStoreProvider stores, String name) {
                return stores.stores(name, any).get(0);
            }
        }
    }

    /** The way to the stores of a partition on this node: those of one that it counts, or those that follow another's. */
    sealed interface StoreReader permits ActiveStores, StandbyStores {
        /** Reads a part of a partition's store; at least as current as its as-of. */
        default <R> LocalRead<R> ask(
                int partition, String part, Function<ReadOnlyKeyValueStore<Bytes, byte[]>, R> read) {
            return askBoth(partition, part, (open, ranking) -> read.apply(open));
        }

        <R> LocalRead<R> askBoth(
                int partition,
                String part,
                BiFunction<ReadOnlyKeyValueStore<Bytes, byte[]>, Optional<TrendingIndex>, R> read);

        /** Reads the visitor-days; never from a copy, which has no as-of. */
        <R> LocalRead<R> askVisitors(int partition, Function<ReadOnlyKeyValueStore<Bytes, byte[]>, R> read);

        /** Reads the ranking of a partition; empty if that failed. */
        <R> LocalRead<R> askRanking(int partition, Function<TrendingIndex, Optional<R>> read);

        /** Reads the arrivals of a partition; never from a copy, which has none. */
        <R> LocalRead<R> askArrivals(int partition, Function<ArrivalsByOpenness, R> read);

        Readiness readiness();
    }
}
