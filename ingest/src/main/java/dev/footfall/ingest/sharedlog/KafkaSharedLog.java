package dev.footfall.ingest.sharedlog;

import dev.footfall.ingest.SharedLogUnavailableException;
import dev.footfall.ingest.publish.PublisherConfig;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Function;
import org.apache.kafka.clients.consumer.CloseOptions;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.ConsumerRecords;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.AuthorizationException;
import org.apache.kafka.common.errors.InterruptException;
import org.apache.kafka.common.errors.TimeoutException;
import org.apache.kafka.common.errors.TransactionalIdAuthorizationException;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** A shared log in a topic of one partition. */
public final class KafkaSharedLog<S, R> implements SharedLog<S, R> {
    /** Longer than a cluster takes to make another broker leader after the death of one (9 s by Kafka's defaults). */
    private static final Duration PATIENCE = Duration.ofSeconds(14);

    private static final Duration ANSWER_PATIENCE = Duration.ofSeconds(10);
    private static final Duration PAUSE = Duration.ofMillis(100);

    /** Of a record that says nothing: a marker commits only where a record is sent, and all before it. */
    static final byte[] NO_KEY = {};

    private final PublisherConfig config;
    private final SharedTopic<S, R> topic;
    private @Nullable SharedLogReader<S, R> reader;
    private @Nullable SharedLogWriter<R> writer;

    public KafkaSharedLog(PublisherConfig config, SharedTopic<S, R> topic) {
        this.config = config;
        this.topic = topic;
    }

    @Override
    public S change(Function<S, List<R>> change) {
        long giveUpNanos = System.nanoTime() + PATIENCE.toNanos();
        for (int failed = 1; ; failed++) {
            try {
                return tryToChange(change);
            } catch (KafkaException e) { // fenced, or it is not known what was written: the log knows
                closeWriter();
                boolean isHopeless = e instanceof InterruptException || e instanceof AuthorizationException;
                boolean isOver = isHopeless || System.nanoTime() > giveUpNanos;
                String id = e instanceof TransactionalIdAuthorizationException
                        ? " (" + config.topics().transactionalId(topic.spec()) + ")"
                        : "";
                if (isOver)
                    throw new SharedLogUnavailableException(
                            "Kafka gives no " + topic.subject() + ": " + e.getMessage() + id);
                LockSupport.parkNanos(ThreadLocalRandom.current().nextLong(failed * PAUSE.toNanos()));
            }
        }
    }

    private S tryToChange(Function<S, List<R>> change) {
        if (reader == null)
            reader = new SharedLogReader<>(config, topic, config.topics().name(topic.spec()));
        S state = reader.readToEnd();
        if (change.apply(state).isEmpty()) return state;
        if (writer == null) writer = newWriter();
        reader.readTo(writer.recoveredEnd());
        return reader.readTo(writer.write(change.apply(reader.readToEnd())));
    }

    private SharedLogWriter<R> newWriter() {
        return topic.spec().transactionalId().isPresent()
                ? new FencedWriter<>(config, topic)
                : new AppendingWriter<>(config, topic);
    }

    @Override
    public void close() {
        closeWriter();
        if (reader != null) reader.close();
        reader = null;
    }

    private void closeWriter() {
        if (writer != null) writer.close();
        writer = null;
    }

    /** Reads a shared log, as far as it is committed, from its beginning. */
    static final class SharedLogReader<S, R> implements AutoCloseable {
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
                    ConsumerConfig.FETCH_MAX_WAIT_MS_CONFIG,
                    "10"); // a broker notices a new record at once, a commit not
            settings.put(ConsumerConfig.ENABLE_AUTO_COMMIT_CONFIG, "false");
            settings.put(ConsumerConfig.DEFAULT_API_TIMEOUT_MS_CONFIG, (int) ANSWER_PATIENCE.toMillis());
            settings.put(ConsumerConfig.REQUEST_TIMEOUT_MS_CONFIG, (int) ANSWER_PATIENCE.toMillis());
            settings.put(ConsumerConfig.KEY_DESERIALIZER_CLASS_CONFIG, ByteArrayDeserializer.class.getName());
            settings.put(ConsumerConfig.VALUE_DESERIALIZER_CLASS_CONFIG, ByteArrayDeserializer.class.getName());
            return settings;
        }

        private void replay(ConsumerRecord<byte[], byte[]> next) {
            if (Arrays.equals(next.key(), NO_KEY)) return;
            Optional<byte[]> value = Optional.ofNullable(next.value());
            Optional<R> read =
                    Optional.ofNullable(next.key()).flatMap(key -> topic.read().apply(key, value));
            read.ifPresent(record -> topic.replay().replay(state, record, Instant.ofEpochMilli(next.timestamp())));
            if (read.isEmpty())
                LOG.warn("the record at offset {} of {} is no {}", next.offset(), next.topic(), topic.subject());
        }
    }
}
