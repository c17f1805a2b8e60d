package dev.footfall.ingest.sharedlog;

import dev.footfall.ingest.publish.PublisherConfig;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.kafka.clients.consumer.CloseOptions;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.ConsumerRecords;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.TimeoutException;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Reads a shared log, as far as it is committed, from its beginning. */
final class SharedLogReader<S, R> implements AutoCloseable {
    static final Duration ANSWER_PATIENCE = Duration.ofSeconds(10);

    /** Longer than a cluster takes to make another broker leader after the death of one (9 s by Kafka's defaults). */
    static final Duration PATIENCE = Duration.ofSeconds(14);

    private static final Logger LOG = LoggerFactory.getLogger(SharedLogReader.class);
    private static final Duration POLL = Duration.ofMillis(100);

    private final Consumer<byte[], byte[]> consumer;
    private final TopicPartition partition;
    private final SharedTopic<S, R> topic;
    private final S state;

    public SharedLogReader(PublisherConfig config, SharedTopic<S, R> topic, String clientId) {
        this.topic = topic;
        state = topic.emptyState().get();
        partition = new TopicPartition(config.topics().name(topic.spec()), 0);
        consumer = new KafkaConsumer<>(settings(config, clientId));
        consumer.assign(List.of(partition));
        consumer.seekToBeginning(List.of(partition));
    }

    /** A topic that was deleted and made again is read from its beginning; what was known before is kept. */
    public S readToEnd() {
        long end = consumer.endOffsets(List.of(partition)).getOrDefault(partition, 0L);
        if (consumer.position(partition) > end) consumer.seekToBeginning(List.of(partition));
        return readTo(end);
    }

    /** A record can be read a moment after its commit, not at once; a long log is waited for while records come. */
    S readTo(long end) {
        long giveUpNanos = System.nanoTime() + PATIENCE.toNanos();
        while (consumer.position(partition) < end) {
            ConsumerRecords<byte[], byte[]> read = consumer.poll(POLL);
            for (ConsumerRecord<byte[], byte[]> next : read) replay(next);
            if (!read.isEmpty()) giveUpNanos = System.nanoTime() + PATIENCE.toNanos();
            boolean isOver = System.nanoTime() > giveUpNanos;
            if (isOver) throw new TimeoutException(partition.topic() + " was not read in time");
        }
        return state;
    }

    @Override
    public void close() {
        consumer.close(CloseOptions.timeout(Duration.ZERO));
    }

    private static Map<String, Object> settings(PublisherConfig config, String clientId) {
        var settings = config.client();
        settings.put(ConsumerConfig.CLIENT_ID_CONFIG, clientId);
        settings.put(ConsumerConfig.ISOLATION_LEVEL_CONFIG, "read_committed");
        settings.put(
                ConsumerConfig.FETCH_MAX_WAIT_MS_CONFIG, "10"); // a broker notices a new record at once, a commit not
        settings.put(ConsumerConfig.ENABLE_AUTO_COMMIT_CONFIG, "false");
        settings.put(ConsumerConfig.DEFAULT_API_TIMEOUT_MS_CONFIG, (int) ANSWER_PATIENCE.toMillis());
        settings.put(ConsumerConfig.REQUEST_TIMEOUT_MS_CONFIG, (int) ANSWER_PATIENCE.toMillis());
        settings.put(ConsumerConfig.KEY_DESERIALIZER_CLASS_CONFIG, ByteArrayDeserializer.class.getName());
        settings.put(ConsumerConfig.VALUE_DESERIALIZER_CLASS_CONFIG, ByteArrayDeserializer.class.getName());
        return settings;
    }

    private void replay(ConsumerRecord<byte[], byte[]> next) {
        if (Arrays.equals(next.key(), FencedWriter.NO_KEY)) return;
        Optional<byte[]> value = Optional.ofNullable(next.value());
        Optional<R> read =
                Optional.ofNullable(next.key()).flatMap(key -> topic.read().apply(key, value));
        read.ifPresent(record -> topic.replay().replay(state, record, Instant.ofEpochMilli(next.timestamp())));
        if (read.isEmpty())
            LOG.warn("the record at offset {} of {} is not a {}", next.offset(), next.topic(), topic.subject());
    }
}
