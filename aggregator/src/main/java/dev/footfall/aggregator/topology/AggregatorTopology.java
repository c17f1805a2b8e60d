package dev.footfall.aggregator.topology;

import dev.footfall.aggregator.partition.HeapBudget;
import dev.footfall.aggregator.partition.RuleSet;
import dev.footfall.aggregator.partition.Stores;
import dev.footfall.aggregator.query.LivePartitions;
import dev.footfall.events.Decoded;
import dev.footfall.events.EventCodec;
import dev.footfall.events.Topics;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.apache.kafka.common.serialization.Serde;
import org.apache.kafka.common.serialization.Serdes;
import org.apache.kafka.common.utils.Bytes;
import org.apache.kafka.streams.AutoOffsetReset;
import org.apache.kafka.streams.Topology;
import org.apache.kafka.streams.state.KeyValueStore;
import org.apache.kafka.streams.state.StoreBuilder;
import org.apache.kafka.streams.state.WindowStore;

/**
 * The whole stream:
 *
 * <pre>
 * footfall.download-events.v1 ──► counting ──► footfall.rejected.v1
 *                                    │  what cannot be read, with its origin
 *                                    ├── visitor-days   window store, one window per log day
 *                                    ├── daily-rows     one row per repository and UTC day
 *                                    ├── totals         one row per repository
 *                                    ├── partition      the tally, and the rules of this state
 *                                    └── flush-before-commit   no store: the heap is written when a commit is prepared
 * </pre>
 *
 * Nothing is keyed anew, so there is no repartition topic: the log is partitioned by repository already.
 */
public final class AggregatorTopology {
    /** What can be at fault with a record: its text, its key, or one of the event's fields. */
    public static final List<String> REJECTION_REASONS = Stream.concat(
                    Stream.of(Decoded.Malformed.JSON, CountingProcessor.KEY), EventCodec.FIELDS.stream())
            .toList();

    private static final String SOURCE = "download-events";
    private static final String PROCESSOR = "counting";

    /** The child that receives what could not be read. */
    static final String REJECTED = "rejected";

    /** How much longer than the counting may need it a visitor-day is kept: its window's own day, and a day's skew. */
    private static final Duration SLACK = Duration.ofDays(2);

    private static final Serde<byte[]> VALUES = Serdes.ByteArray();

    /**
     * The broker's clock decides how old a change is, not the log time: a replay writes years-old log times, and by
     * those the broker would drop them at once.
     */
    private static final Map<String, String> AGES_FROM_WRITING = Map.of("message.timestamp.type", "LogAppendTime");

    private final RuleSet rules;
    private final HeapBudget budget;
    private final LivePartitions live;
    private final CommitPace pace;

    /**
     * The stream under these rules.
     *
     * @param budget the heap that all partitions share
     * @param live is told of each partition that is counted here
     * @param pace when it is committed
     */
    public AggregatorTopology(RuleSet rules, HeapBudget budget, LivePartitions live, CommitPace pace) {
        this.pace = pace;
        this.rules = rules;
        this.budget = budget;
        this.live = live;
    }

    /** The topology, every name explicit. */
    public Topology build() {
        var topology = new Topology();
        topology.addSource(
                AutoOffsetReset.earliest(),
                SOURCE,
                (record, partitionTime) -> Math.max(0, record.timestamp()),
                VALUES.deserializer(),
                new EventBatch.Opener(),
                Topics.DOWNLOAD_EVENTS);
        topology.addProcessor(PROCESSOR, () -> new CountingProcessor(rules, budget, live, pace), SOURCE);
        topology.addStateStore(visitorDays(), PROCESSOR);
        topology.addStateStore(rows(Stores.DAILY_ROWS), PROCESSOR);
        topology.addStateStore(rows(Stores.TOTALS), PROCESSOR);
        topology.addStateStore(rows(Stores.PARTITION), PROCESSOR);
        topology.addStateStore(new FlushHook.Builder(), PROCESSOR);
        topology.addSink(REJECTED, Topics.REJECTED, VALUES.serializer(), VALUES.serializer(), PROCESSOR);
        return topology;
    }

    private StoreBuilder<WindowStore<Bytes, byte[]>> visitorDays() {
        var supplier = org.apache.kafka.streams.state.Stores.persistentWindowStore(
                Stores.VISITOR_DAYS, rules.rules().retention().plus(SLACK), Duration.ofDays(1), false);
        return org.apache.kafka.streams.state.Stores.windowStoreBuilder(supplier, Serdes.Bytes(), VALUES)
                .withCachingDisabled()
                .withLoggingEnabled(AGES_FROM_WRITING);
    }

    private static StoreBuilder<KeyValueStore<Bytes, byte[]>> rows(String name) {
        var supplier = org.apache.kafka.streams.state.Stores.persistentKeyValueStore(name);
        return org.apache.kafka.streams.state.Stores.keyValueStoreBuilder(supplier, Serdes.Bytes(), VALUES)
                .withCachingDisabled()
                .withLoggingEnabled(Map.of());
    }
}
