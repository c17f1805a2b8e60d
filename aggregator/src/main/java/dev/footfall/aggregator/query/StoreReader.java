package dev.footfall.aggregator.query;

import dev.footfall.aggregator.rollup.Tally;
import java.time.Instant;
import java.util.Optional;
import java.util.function.Function;
import org.apache.kafka.common.utils.Bytes;
import org.apache.kafka.streams.KafkaStreams;
import org.apache.kafka.streams.StoreQueryParameters;
import org.apache.kafka.streams.errors.InvalidStateStoreException;
import org.apache.kafka.streams.errors.InvalidStateStorePartitionException;
import org.apache.kafka.streams.state.QueryableStoreTypes;
import org.apache.kafka.streams.state.ReadOnlyKeyValueStore;

/** Reads the stores of the partitions that a running Kafka Streams instance counts. */
public final class StoreReader {
    private final KafkaStreams streams;
    private final LivePartitions live;
    private final LogEnds ends;

    /** A reader of the stores of these streams. */
    public StoreReader(KafkaStreams streams, LivePartitions live, LogEnds ends) {
        this.streams = streams;
        this.live = live;
        this.ends = ends;
    }

    /**
     * Reads from a store by its own interface. The queries of {@code KafkaStreams.query} take its two locks in the other
     * order than its writes do, and both then wait for ever (<a
     * href="https://issues.apache.org/jira/browse/KAFKA-19629">KAFKA-19629</a>).
     */
    <R> LocalRead<R> ask(int partition, String store, Function<ReadOnlyKeyValueStore<Bytes, byte[]>, R> read) {
        Optional<LivePartition> counted = live.get(partition);
        if (counted.isEmpty()) return absent(partition);
        // how far the state is, read first: the answer is at least as new
        AsOf asOf = asOf(partition, counted.get().tally());
        try {
            ReadOnlyKeyValueStore<Bytes, byte[]> open = streams.store(
                    StoreQueryParameters.fromNameAndType(store, QueryableStoreTypes.<Bytes, byte[]>keyValueStore())
                            .withPartition(partition));
            return new LocalRead.Found<>(read.apply(open), asOf);
        } catch (InvalidStateStorePartitionException e) {
            return absent(partition);
        } catch (InvalidStateStoreException | IllegalStateException e) {
            return new LocalRead.NotReady<>(partition, "the stores are not open");
        }
    }

    /** Reads from what is on the heap of a partition; the reading is empty when it could not be done. */
    <R> LocalRead<R> askLive(int partition, Function<LivePartition, Optional<R>> read) {
        Optional<LivePartition> counted = live.get(partition);
        return counted.flatMap(read)
                .<LocalRead<R>>map(value -> new LocalRead.Found<>(
                        value, asOf(partition, counted.orElseThrow().tally())))
                .orElseGet(() -> absent(partition));
    }

    private <R> LocalRead<R> absent(int partition) {
        Readiness readiness = readiness();
        return readiness.ready()
                ? new LocalRead.NotOwned<>(partition)
                : new LocalRead.NotReady<>(partition, readiness.detail());
    }

    private AsOf asOf(int partition, Tally tally) {
        Optional<Instant> newest =
                tally.read() == 0 ? Optional.empty() : Optional.of(Instant.ofEpochMilli(tally.newestLogTimeMillis()));
        return new AsOf(newest, ends.behind(partition, tally.nextOffset()));
    }

    Readiness readiness() {
        KafkaStreams.State state = streams.state();
        return new Readiness(state == KafkaStreams.State.RUNNING, "counting is " + state);
    }
}
