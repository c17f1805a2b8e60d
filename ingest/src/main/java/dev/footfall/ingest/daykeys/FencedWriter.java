package dev.footfall.ingest.daykeys;

import dev.footfall.events.VisitorKey;
import dev.footfall.ingest.publish.PublisherConfig;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.errors.InterruptException;

/**
 * The only writer of the log of keys, until there is another: then nothing that it writes is committed. What the one before
 * it has begun is committed or aborted.
 */
final class FencedWriter implements AutoCloseable {
    private static final String TIMEOUT_MILLIS = "10000";

    private final Producer<byte[], byte[]> producer;
    private final String topic;

    /**
     * A writer that has taken over.
     *
     * @throws KafkaException if it cannot
     */
    FencedWriter(PublisherConfig config) {
        topic = config.topics().visitorKeys();
        producer = new KafkaProducer<>(settings(config));
        try {
            producer.initTransactions();
        } catch (KafkaException e) {
            close();
            throw e;
        }
    }

    private static Map<String, Object> settings(PublisherConfig config) {
        var settings = new HashMap<>(config.producer());
        settings.put(ProducerConfig.CLIENT_ID_CONFIG, "footfall-ingest-keys");
        settings.put(ProducerConfig.TRANSACTIONAL_ID_CONFIG, config.topics().keyWriter());
        settings.put(ProducerConfig.COMPRESSION_TYPE_CONFIG, "none");
        settings.put(ProducerConfig.LINGER_MS_CONFIG, "0");
        settings.put(ProducerConfig.MAX_BLOCK_MS_CONFIG, TIMEOUT_MILLIS);
        return settings;
    }

    /**
     * Commits these records, all or none.
     *
     * @return the offset after them; 0 if there are none
     * @throws KafkaException if they were not, or that is not known: the writer cannot be used any more
     */
    long write(List<KeyRecord> records) {
        if (records.isEmpty()) return 0;
        producer.beginTransaction();
        List<Future<RecordMetadata>> sent = records.stream().map(this::send).toList();
        producer.commitTransaction();
        return sent.stream().mapToLong(FencedWriter::offset).max().orElseThrow() + 1;
    }

    private Future<RecordMetadata> send(KeyRecord next) {
        byte[] value = next.key().map(VisitorKey::toJson).orElse(null);
        return producer.send(new ProducerRecord<>(topic, 0, VisitorKey.recordKey(next.day()), value));
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

    /** Ends the connection; what is not committed never will be. */
    @Override
    public void close() {
        producer.close(Duration.ZERO);
    }
}
