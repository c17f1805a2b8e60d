package dev.footfall.ingest.daykeys;

import dev.footfall.events.Parsed;
import dev.footfall.events.VisitorKey;
import dev.footfall.ingest.publish.PublisherConfig;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.kafka.clients.consumer.CloseOptions;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.TimeoutException;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Reads the log of keys, as far as it is committed, from its beginning. */
final class KeyReader implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(KeyReader.class);
    private static final Duration PATIENCE = Duration.ofSeconds(10);
    private static final Duration POLL = Duration.ofMillis(100);

    private final Consumer<byte[], byte[]> consumer;
    private final TopicPartition partition;
    private final KeyBook book = new KeyBook();

    KeyReader(PublisherConfig config) {
        partition = new TopicPartition(config.topics().visitorKeys(), 0);
        consumer = new KafkaConsumer<>(settings(config));
        consumer.assign(List.of(partition));
        consumer.seekToBeginning(List.of(partition));
    }

    /**
     * All that is in the log now.
     *
     * @throws org.apache.kafka.common.KafkaException if it cannot be read
     */
    KeyBook readToEnd() {
        return readTo(consumer.endOffsets(List.of(partition)).getOrDefault(partition, 0L));
    }

    /**
     * All that is in the log before this offset. A record can be read a moment after its commit, not at once.
     *
     * @throws org.apache.kafka.common.KafkaException if it cannot be read
     */
    KeyBook readTo(long end) {
        long giveUpNanos = System.nanoTime() + PATIENCE.toNanos();
        while (consumer.position(partition) < end) {
            if (System.nanoTime() > giveUpNanos) throw new TimeoutException("the log of keys was not read in time");
            for (ConsumerRecord<byte[], byte[]> next : consumer.poll(POLL)) replay(next);
        }
        return book;
    }

    @Override
    public void close() {
        consumer.close(CloseOptions.timeout(Duration.ZERO));
    }

    private static Map<String, Object> settings(PublisherConfig config) {
        var settings = new HashMap<String, Object>(config.clientProperties());
        settings.put(ConsumerConfig.BOOTSTRAP_SERVERS_CONFIG, config.bootstrapServers());
        settings.put(ConsumerConfig.CLIENT_ID_CONFIG, "footfall-ingest-keys");
        settings.put(ConsumerConfig.ISOLATION_LEVEL_CONFIG, "read_committed");
        settings.put(
                ConsumerConfig.FETCH_MAX_WAIT_MS_CONFIG, "10"); // a broker notices a new record at once, a commit not
        settings.put(ConsumerConfig.ENABLE_AUTO_COMMIT_CONFIG, "false");
        settings.put(ConsumerConfig.DEFAULT_API_TIMEOUT_MS_CONFIG, (int) PATIENCE.toMillis());
        settings.put(ConsumerConfig.REQUEST_TIMEOUT_MS_CONFIG, (int) PATIENCE.toMillis());
        settings.put(ConsumerConfig.KEY_DESERIALIZER_CLASS_CONFIG, ByteArrayDeserializer.class.getName());
        settings.put(ConsumerConfig.VALUE_DESERIALIZER_CLASS_CONFIG, ByteArrayDeserializer.class.getName());
        return settings;
    }

    private void replay(ConsumerRecord<byte[], byte[]> next) {
        Optional<LocalDate> day = Optional.ofNullable(next.key()).flatMap(VisitorKey::dayOf);
        Optional<VisitorKey> key = Optional.ofNullable(next.value())
                .map(VisitorKey::decode)
                .flatMap(Parsed::value)
                .filter(found -> Optional.of(found.day()).equals(day));
        if (day.isEmpty() || (next.value() != null && key.isEmpty())) {
            LOG.warn("the record at offset {} of {} is no key of visitors", next.offset(), next.topic());
        }
        day.ifPresent(known -> book.replay(new KeyRecord(known, key), Instant.ofEpochMilli(next.timestamp())));
    }
}
