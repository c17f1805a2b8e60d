package dev.footfall.aggregator.topology;

import dev.footfall.aggregator.counting.StateId;
import dev.footfall.aggregator.counting.projections.RowRecord;
import dev.footfall.aggregator.counting.store.PartitionStores;
import dev.footfall.aggregator.live.LiveRegistrations;
import dev.footfall.events.EventCodec;
import dev.footfall.events.FieldError;
import dev.footfall.events.LikeEvent;
import dev.footfall.events.RenameEvent;
import dev.footfall.events.RepositoryEvent;
import dev.footfall.events.TopicSpec;
import dev.footfall.events.Topics;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.apache.kafka.common.serialization.Deserializer;
import org.apache.kafka.common.serialization.Serde;
import org.apache.kafka.common.serialization.Serdes;
import org.apache.kafka.common.utils.Bytes;
import org.apache.kafka.streams.AutoOffsetReset;
import org.apache.kafka.streams.Topology;
import org.apache.kafka.streams.processor.TimestampExtractor;
import org.apache.kafka.streams.processor.api.Processor;
import org.apache.kafka.streams.processor.api.Record;
import org.apache.kafka.streams.state.KeyValueStore;
import org.apache.kafka.streams.state.StoreBuilder;

/**
 * The whole stream:
 *
 * <pre>
 * footfall.download-events.v1 ──► counting ──► footfall.rejected.v1, and on request footfall.daily-rows.v1
 *                                    │  what cannot be read, with its origin
 *                                    ├── counts   one store in parts: visitor-days, daily rows, totals, user-days,
 *                                    │            tally and rules, likes, and the mark of the last commit
 *                                    ├── flush-before-commit   no store: the heap is written when a commit is prepared
 * footfall.likes.v1 ──────────────► liking ──► footfall.rejected.v1
 *
 * footfall.repositories.v1 ───────► registering
 *                                    └── repositories   global: the newest state of each, whole on every instance
 * </pre>
 *
 * Nothing is keyed again, so there is no repartition topic: the log is partitioned by repository already. Counting and
 * liking share the store, so one task has both of a partition. One store has one changelog, and so one order of all changes.
 */
public record AggregatorTopology(StateId state, Shared shared) {
    /** The faults of a record: its text, its key, or one of the event's fields. */
    public static final List<String> REJECTION_REASONS = withRecordFaults(EventCodec.FIELDS);

    public static final List<String> LIKE_REJECTION_REASONS = withRecordFaults(LikeEvent.FIELDS);

    public static final List<String> REPOSITORY_REJECTION_REASONS =
            withRecordFaults(Stream.concat(RepositoryEvent.FIELDS.stream(), RenameEvent.FIELDS.stream())
                    .distinct()
                    .toList());

    private static final String SOURCE = "download-events";
    private static final String PROCESSOR = "counting";
    private static final String LIKES_SOURCE = "likes";
    private static final String LIKES_PROCESSOR = "liking";
    private static final String REPOSITORIES_SOURCE = "repositories";
    private static final String REPOSITORIES_PROCESSOR = "registering";
    private static final TimestampExtractor LOG_TIME = (record, partitionTime) -> Math.max(0, record.timestamp());

    /** The time that a node may be away before it misses in the changelog what was deleted meanwhile. */
    private static final Duration LONGEST_ABSENCE = Duration.ofDays(30);

    private static final Serde<byte[]> VALUES = Serdes.ByteArray();

    /**
     * A standby has everything up to a mark once it has read the mark. That holds where nothing was compacted yet: of
     * an entry that has changed again, compaction leaves the later value alone.
     */
    private static final Map<String, String> COMPACTED_LATER = Map.of(
            "min.compaction.lag.ms", "60000",
            "delete.retention.ms", Long.toString(LONGEST_ABSENCE.toMillis()),
            "message.timestamp.type", "LogAppendTime");

    public Topology build() {
        Topics log = state.log();
        var topology = new Topology();
        addSource(topology, SOURCE, new EventBatch.BatchDeserializer(), log.name(TopicSpec.DOWNLOAD_EVENTS));
        topology.addProcessor(PROCESSOR, () -> new CountingProcessor(state, shared), SOURCE);
        addSource(topology, LIKES_SOURCE, VALUES.deserializer(), log.name(TopicSpec.LIKES));
        topology.addProcessor(
                LIKES_PROCESSOR, () -> new LikesProcessor(state.rules().partitions(), shared), LIKES_SOURCE);
        topology.addStateStore(store(PartitionStores.STORE), PROCESSOR, LIKES_PROCESSOR);
        topology.addStateStore(new FlushHookBuilder(), PROCESSOR, LIKES_PROCESSOR);
        addRejected(topology);
        addDailyRows(topology);
        topology.addGlobalStore(
                store(LiveRegistrations.STORE).withLoggingDisabled(), // its topic is its log
                REPOSITORIES_SOURCE,
                LOG_TIME,
                VALUES.deserializer(),
                VALUES.deserializer(),
                log.name(TopicSpec.REPOSITORIES),
                REPOSITORIES_PROCESSOR,
                () -> new RepositoriesProcessor(shared.registrations()));
        return topology;
    }

    private static void addSource(Topology topology, String name, Deserializer<?> values, String topic) {
        topology.addSource(AutoOffsetReset.earliest(), name, LOG_TIME, VALUES.deserializer(), values, topic);
    }

    /** The main state writes the log's rejects as long as it is counted, and the state of a node's own rules does. A shadow counts its own. */
    private void addRejected(Topology topology) {
        if (state.isMain() || shared.writesRejected()) {
            topology.addSink(
                    Sinks.REJECTED,
                    state.log().name(TopicSpec.REJECTED),
                    VALUES.serializer(),
                    VALUES.serializer(),
                    PROCESSOR,
                    LIKES_PROCESSOR);
        } else {
            topology.addProcessor(Sinks.REJECTED, Discard::new, PROCESSOR, LIKES_PROCESSOR);
        }
    }

    private static final class Discard implements Processor<byte[], byte[], Void, Void> {
        @Override
        public void process(Record<byte[], byte[]> rejected) {}
    }

    /** A row is in the partition of its repository, as its events are. */
    private void addDailyRows(Topology topology) {
        if (!shared.publishesRows()) return;
        topology.addSink(
                Sinks.DAILY_ROWS,
                state.log().name(TopicSpec.DAILY_ROWS),
                VALUES.serializer(),
                VALUES.serializer(),
                (topic, key, value, partitions) ->
                        Optional.of(Set.of(RecordKey.partitionOf(RowRecord.repositoryOf(key), partitions))),
                PROCESSOR);
    }

    private static List<String> withRecordFaults(List<String> fields) {
        return Stream.concat(Stream.of(FieldError.JSON, RecordKey.FIELD), fields.stream())
                .toList();
    }

    private static StoreBuilder<KeyValueStore<Bytes, byte[]>> store(String name) {
        var supplier = org.apache.kafka.streams.state.Stores.persistentKeyValueStore(name);
        return org.apache.kafka.streams.state.Stores.keyValueStoreBuilder(supplier, Serdes.Bytes(), VALUES)
                .withCachingDisabled()
                .withLoggingEnabled(COMPACTED_LATER);
    }
}
