package dev.footfall.operations.sealing;

import dev.footfall.aggregator.sealed.SealCodec;
import dev.footfall.aggregator.sealed.SealRecord;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.atomic.AtomicReference;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.ByteArraySerializer;

/** Writes records of one partition's sealed days, and knows when they are durable. Not thread-safe. */
final class SealWriter implements AutoCloseable {
    private final KafkaProducer<byte[], byte[]> producer;
    private final AtomicReference<Exception> fault = new AtomicReference<>();
    private final String topic;
    private final int partition;

    SealWriter(Map<String, String> kafka, String topic, int partition) {
        Map<String, Object> settings = new HashMap<>(kafka);
        settings.put(ProducerConfig.ACKS_CONFIG, "all");
        settings.put(ProducerConfig.ENABLE_IDEMPOTENCE_CONFIG, true);
        settings.put(ProducerConfig.LINGER_MS_CONFIG, 20);
        settings.put(ProducerConfig.BATCH_SIZE_CONFIG, 256 << 10); // each batch is forced to the disk
        this.producer = new KafkaProducer<>(settings, new ByteArraySerializer(), new ByteArraySerializer());
        this.topic = topic;
        this.partition = partition;
    }

    void write(String key, SealRecord record) {
        byte[] bytes = key.getBytes(StandardCharsets.UTF_8);
        var unused =
                producer.send(new ProducerRecord<>(topic, partition, bytes, SealCodec.encode(record)), (written, e) -> {
                    if (e != null) fault.compareAndSet(null, e);
                });
    }

    /**
     * Waits until all is acknowledged.
     *
     * @throws IllegalStateException if something was not
     */
    void flush() {
        producer.flush();
        Exception first = fault.get();
        if (first != null) throw new IllegalStateException("sealed days could not be written: " + first, first);
    }

    @Override
    public void close() {
        producer.close();
    }
}
