package dev.footfall.aggregator;

import dev.footfall.aggregator.recovery.StateFiles;
import dev.footfall.aggregator.recovery.StateReset;
import dev.footfall.aggregator.topology.BatchingClients;
import dev.footfall.aggregator.topology.CommitPace;
import dev.footfall.aggregator.topology.LogTimes;
import dev.footfall.aggregator.topology.Shared;
import dev.footfall.aggregator.topology.SharedRocksDb;
import dev.footfall.events.TopicSettings;
import java.util.HashMap;
import java.util.Map;
import java.util.Properties;
import org.apache.kafka.clients.admin.AdminClientConfig;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.common.config.TopicConfig;
import org.apache.kafka.streams.StreamsConfig;

/** The settings of Kafka Streams, where they differ from its own defaults, and why. */
final class StreamsSettings {
    private StreamsSettings() {}

    static Properties of(AggregatorConfig config, LogTimes times, Shared shared, Map<String, Object> sharing) {
        var settings = new Properties();
        settings.put(StreamsConfig.DEFAULT_CLIENT_SUPPLIER_CONFIG, BatchingClients.class.getName());
        settings.put(BatchingClients.LOG_TIMES, times);
        settings.put(BatchingClients.HELD, shared.progress().held());
        settings.put(BatchingClients.COMMITS, shared.progress().commits());
        settings.put(BatchingClients.REST, shared.progress().rest());
        settings.putAll(sharing);
        settings.putAll(config.kafka());
        settings.put(StreamsConfig.APPLICATION_ID_CONFIG, config.state().applicationId());
        settings.put(
                StreamsConfig.STATE_DIR_CONFIG, config.location().directory().toString());
        settings.put(StreamsConfig.NUM_STREAM_THREADS_CONFIG, config.threads());
        settings.put(StreamsConfig.PROCESSING_GUARANTEE_CONFIG, StreamsConfig.EXACTLY_ONCE_V2);
        settings.put(StreamsConfig.COMMIT_INTERVAL_MS_CONFIG, 1_000); // at the latest: see CommitPace
        settings.put(StreamsConfig.POLL_MS_CONFIG, CommitPace.TICK_MILLIS);
        settings.put(StreamsConfig.STATESTORE_CACHE_MAX_BYTES_CONFIG, 0); // the heap before the stores is ours
        settings.put(StreamsConfig.ROCKSDB_CONFIG_SETTER_CLASS_CONFIG, SharedRocksDb.class);
        // events and likes do not wait for one another: no number depends on their order
        settings.put(StreamsConfig.MAX_TASK_IDLE_MS_CONFIG, StreamsConfig.MAX_TASK_IDLE_MS_DISABLED);
        settings.put("processing.exception.handler.global.enabled", true); // the coming default; else it warns
        // with the streams protocol a key can be hashed to a live wrong host in a rebalance (KAFKA-20887)
        settings.put(StreamsConfig.GROUP_PROTOCOL_CONFIG, "classic");
        settings.putAll(membership(config));
        settings.putAll(patience());
        // one EventBatch: so many that they share its cost, so few that they are counted while a core has them at hand
        settings.put(StreamsConfig.mainConsumerPrefix(ConsumerConfig.MAX_POLL_RECORDS_CONFIG), 512);
        settings.put(StreamsConfig.BUFFERED_RECORDS_PER_PARTITION_CONFIG, 1);
        settings.put(StreamsConfig.mainConsumerPrefix(ConsumerConfig.MAX_PARTITION_FETCH_BYTES_CONFIG), 4 << 20);
        // topics and producer ids that are being made are there soon after they are first asked for (default: 100 ms)
        settings.put(StreamsConfig.RETRY_BACKOFF_MS_CONFIG, 20L);
        // but the thread that sends heartbeats wakes up so often
        settings.put(StreamsConfig.mainConsumerPrefix(ConsumerConfig.RETRY_BACKOFF_MS_CONFIG), 100L);
        // what is private must not wait for the end of a transaction: footfall writes registrations outside of any
        settings.put(StreamsConfig.globalConsumerPrefix(ConsumerConfig.ISOLATION_LEVEL_CONFIG), "read_uncommitted");
        // at the start it reads one partition after another, and each waits for the previous fetch
        settings.put(StreamsConfig.globalConsumerPrefix(ConsumerConfig.FETCH_MAX_WAIT_MS_CONFIG), 25);
        // a thread's second partition, restored or placed, waits for the fetch of its first, which finds nothing new
        settings.put(StreamsConfig.consumerPrefix(ConsumerConfig.FETCH_MAX_WAIT_MS_CONFIG), 100);
        // changes are small and mostly hashes: a replay is quicker when they are not packed
        settings.put(StreamsConfig.producerPrefix(ProducerConfig.COMPRESSION_TYPE_CONFIG), "none");
        settings.put(StreamsConfig.producerPrefix(ProducerConfig.BATCH_SIZE_CONFIG), 256 << 10);
        settings.put(
                StreamsConfig.producerPrefix(ProducerConfig.MAX_REQUEST_SIZE_CONFIG), TopicSettings.MAX_RECORD_BYTES);
        settings.put(StreamsConfig.topicPrefix(TopicConfig.MAX_MESSAGE_BYTES_CONFIG), TopicSettings.MAX_RECORD_BYTES);
        // at a file's first record a broker clears the memory of its whole indexes, two of 10 MiB by default
        settings.put(StreamsConfig.topicPrefix(TopicConfig.SEGMENT_INDEX_BYTES_CONFIG), 512 << 10);
        return settings;
    }

    private static Map<String, Object> membership(AggregatorConfig config) {
        var settings = new HashMap<String, Object>();
        settings.put(
                StreamsConfig.NUM_STANDBY_REPLICAS_CONFIG,
                config.neighbourhood().standbys());
        config.neighbourhood()
                .address()
                .ifPresent(address -> settings.put(StreamsConfig.APPLICATION_SERVER_CONFIG, address.toString()));
        // a partition moves to a node only when that has fetched nearly all of it; so many are fetched at a time
        settings.put(StreamsConfig.ACCEPTABLE_RECOVERY_LAG_CONFIG, 10_000L);
        settings.put(StreamsConfig.MAX_WARMUP_REPLICAS_CONFIG, 8);
        settings.put(StreamsConfig.PROBING_REBALANCE_INTERVAL_MS_CONFIG, 60_000L); // no less is allowed
        // a member that comes back under its old name, within this time, is no new one
        settings.put(
                StreamsConfig.mainConsumerPrefix(ConsumerConfig.GROUP_INSTANCE_ID_CONFIG),
                StateFiles.instanceId(config.location()));
        settings.put(
                StreamsConfig.mainConsumerPrefix(ConsumerConfig.SESSION_TIMEOUT_MS_CONFIG),
                StateReset.SESSION_TIMEOUT_MILLIS);
        settings.put(StreamsConfig.mainConsumerPrefix(ConsumerConfig.HEARTBEAT_INTERVAL_MS_CONFIG), 2_000);
        return settings;
    }

    /** A broker that is dead or stopped is replaced as a leader within some 10 s, so waiting longer is useless. */
    private static Map<String, Object> patience() {
        return Map.of(
                StreamsConfig.consumerPrefix(ConsumerConfig.REQUEST_TIMEOUT_MS_CONFIG), 10_000,
                StreamsConfig.producerPrefix(ProducerConfig.REQUEST_TIMEOUT_MS_CONFIG), 10_000,
                StreamsConfig.adminClientPrefix(AdminClientConfig.REQUEST_TIMEOUT_MS_CONFIG), 10_000,
                // an overloaded machine, or a change of leaders, is no reason to abort after the default 10 s
                StreamsConfig.producerPrefix(ProducerConfig.TRANSACTION_TIMEOUT_CONFIG), 30_000);
    }

    /** The name of one of a node's threads in the group: {@code …-StreamThread-2} is the second. */
    static String memberName(AggregatorConfig config, String thread) {
        return StateFiles.instanceId(config.location()) + thread.substring(thread.lastIndexOf('-'));
    }
}
