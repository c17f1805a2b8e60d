package dev.footfall.operations.logfiles;

import dev.footfall.aggregator.topology.LogTimes;
import dev.footfall.events.RestoredPartition;
import dev.footfall.ingest.publish.Durability;
import dev.footfall.operations.topics.LoneBroker;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicReference;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.producer.Callback;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.jspecify.annotations.Nullable;

/** Writes restored records and marks. Each must get a known offset: else somebody else writes, too. */
final class RestoredWriter implements AutoCloseable {
    private static final Duration CLOSE_TIMEOUT = Duration.ofSeconds(5);

    private final KafkaProducer<byte[], byte[]> producer;
    private final Durability durability;
    private final Set<TopicPartition> written = ConcurrentHashMap.newKeySet();
    private final AtomicReference<@Nullable String> fault = new AtomicReference<>();

    RestoredWriter(Map<String, String> kafka) {
        durability = LoneBroker.durability(kafka);
        Map<String, Object> settings = new HashMap<>(kafka);
        settings.put(ProducerConfig.ACKS_CONFIG, "all");
        settings.put(ProducerConfig.ENABLE_IDEMPOTENCE_CONFIG, true);
        settings.put(ProducerConfig.COMPRESSION_TYPE_CONFIG, "zstd");
        settings.put(ProducerConfig.LINGER_MS_CONFIG, 20);
        settings.put(ProducerConfig.BATCH_SIZE_CONFIG, 256 << 10);
        settings.put(ProducerConfig.MAX_REQUEST_SIZE_CONFIG, 32 << 20); // how large a record may be, the brokers decide
        // a batch that was given up would leave a gap before the next
        settings.put(ProducerConfig.DELIVERY_TIMEOUT_MS_CONFIG, Integer.MAX_VALUE);
        settings.put(ProducerConfig.MAX_BLOCK_MS_CONFIG, Long.MAX_VALUE);
        producer = new KafkaProducer<>(settings, new ByteArraySerializer(), new ByteArraySerializer());
    }

    /** Appends a record with its log time in a header. It must get this offset: if not, this or a later call fails. */
    void append(ConsumerRecord<byte[], byte[]> record, long offset) {
        throwFault();
        var headers = new RecordHeaders(record.headers());
        headers.add(LogTimes.header(record.timestamp()));
        send(
                new ProducerRecord<>(record.topic(), record.partition(), null, record.key(), record.value(), headers),
                (written, error) -> {
                    if (error == null && written.offset() != offset) {
                        fail("another process writes to partition " + record.partition() + " of " + record.topic()
                                + ", at offset " + offset + ": stop every ingest, delete the topic, and import again");
                    }
                });
    }

    /** Writes marks, and returns when they and all before them are durable; fails if one of them is not. */
    void mark(String topic, List<RestoredPartition> marks) {
        flush();
        for (RestoredPartition mark : marks) {
            send(new ProducerRecord<>(topic, mark.key(), mark.toJson()), (written, error) -> {});
        }
        flush();
    }

    private void send(ProducerRecord<byte[], byte[]> record, Callback check) {
        var unused = producer.send(record, (metadata, error) -> {
            if (error == null) {
                written.add(new TopicPartition(metadata.topic(), metadata.partition()));
                check.onCompletion(metadata, null);
            } else fail("a record of " + record.topic() + " could not be written: " + error.getMessage());
        });
    }

    void flush() {
        producer.flush();
        throwFault();
        try {
            written.stream().map(durability::force).toList().forEach(CompletableFuture::join);
        } catch (CompletionException e) {
            throw new IllegalStateException(String.valueOf(e.getCause()), e);
        }
    }

    private void fail(String sentence) {
        fault.compareAndSet(null, sentence);
    }

    private void throwFault() {
        String sentence = fault.get();
        if (sentence != null) throw new IllegalStateException(sentence);
    }

    @Override
    public void close() {
        producer.close(CLOSE_TIMEOUT);
        durability.close();
    }
}
