package dev.footfall.ingest.sharedlog;

import dev.footfall.ingest.SharedLogUnavailableException;
import dev.footfall.ingest.publish.PublisherConfig;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Function;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.errors.InterruptException;
import org.jspecify.annotations.Nullable;

/**
 * A shared log in a topic of one partition, with one writer at a time. A new writer fences the previous one and reads
 * what it has committed. A writer that was fenced cannot commit.
 */
public final class KafkaSharedLog<S, R> implements SharedLog<S, R> {
    private static final Duration PATIENCE = Duration.ofSeconds(10);
    private static final Duration PAUSE = Duration.ofMillis(100);

    private final PublisherConfig config;
    private final SharedTopic<S, R> topic;
    private @Nullable SharedLogReader<S, R> reader;
    private @Nullable FencedWriter<R> writer;

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
                boolean isOver = e instanceof InterruptException || System.nanoTime() > giveUpNanos;
                if (isOver)
                    throw new SharedLogUnavailableException(
                            "Kafka gives no " + topic.subject() + ": " + e.getMessage());
                LockSupport.parkNanos(ThreadLocalRandom.current().nextLong(failed * PAUSE.toNanos()));
            }
        }
    }

    private S tryToChange(Function<S, List<R>> change) {
        if (reader == null)
            reader = new SharedLogReader<>(config, topic, config.topics().transactionalId(topic.spec()));
        S state = reader.readToEnd();
        if (change.apply(state).isEmpty()) return state;
        if (writer == null) writer = new FencedWriter<>(config, topic);
        return reader.readTo(writer.write(change.apply(reader.readToEnd())));
    }

    @Override
    public void forget() {
        closeWriter();
        if (reader != null) reader.close();
        reader = null;
    }

    private void closeWriter() {
        if (writer != null) writer.close();
        writer = null;
    }

    @Override
    public void close() {
        forget();
    }

    /**
     * The only writer of a shared log, until there is another: then nothing that it writes is committed. What the one before
     * it has begun is committed or aborted.
     */
    static final class FencedWriter<R> implements AutoCloseable {
        private static final String TIMEOUT_MILLIS = "10000";

        private final Producer<byte[], byte[]> producer;
        private final SharedTopic<?, R> topic;
        private final String name;

        FencedWriter(PublisherConfig config, SharedTopic<?, R> topic) {
            this.topic = topic;
            name = config.topics().name(topic.spec());
            producer = new KafkaProducer<>(settings(config, config.topics().transactionalId(topic.spec())));
            try {
                producer.initTransactions();
            } catch (KafkaException e) {
                close();
                throw e;
            }
        }

        private static Map<String, Object> settings(PublisherConfig config, String writer) {
            var settings = new HashMap<>(config.producer());
            settings.put(ProducerConfig.CLIENT_ID_CONFIG, writer);
            settings.put(ProducerConfig.TRANSACTIONAL_ID_CONFIG, writer);
            settings.put(ProducerConfig.COMPRESSION_TYPE_CONFIG, "none");
            settings.put(ProducerConfig.LINGER_MS_CONFIG, "0");
            settings.put(ProducerConfig.MAX_BLOCK_MS_CONFIG, TIMEOUT_MILLIS);
            return settings;
        }

        /** All or none. Returns the offset after them, 0 if there are none; unusable after a failure. */
        long write(List<R> records) {
            if (records.isEmpty()) return 0;
            producer.beginTransaction();
            List<Future<RecordMetadata>> sent = records.stream().map(this::send).toList();
            producer.commitTransaction();
            return sent.stream().mapToLong(FencedWriter::offset).max().orElseThrow() + 1;
        }

        private Future<RecordMetadata> send(R next) {
            byte[] value = topic.value().apply(next).orElse(null);
            return producer.send(new ProducerRecord<>(name, 0, topic.key().apply(next), value));
        }

        private static long offset(Future<RecordMetadata> committed) {
            try {
                return committed.get().offset();
            } catch (ExecutionException e) {
                throw new KafkaException("a committed record was not sent", e);
            } catch (InterruptedException e) {
                throw new InterruptException(e);
            }
        }

        @Override
        public void close() {
            producer.close(Duration.ZERO);
        }
    }
}
