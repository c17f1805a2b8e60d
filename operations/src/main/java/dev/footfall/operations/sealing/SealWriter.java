package dev.footfall.operations.sealing;

import dev.footfall.events.TopicSettings;
import dev.footfall.operations.logfiles.OffsetRange;
import dev.footfall.operations.logfiles.PartitionReader;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicReference;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.jspecify.annotations.Nullable;

/**
 * Fails where another takes the partition: of two marks the last is taken, which may be that of the earlier date. A claim, a
 * key without a value, names the offset up to which its writer has read, and holds if it is the next record.
 */
final class SealWriter implements AutoCloseable {
    private static final String CLAIM = "claim/";

    private final KafkaProducer<byte[], byte[]> producer;
    private final AtomicReference<IllegalStateException> fault = new AtomicReference<>();
    private final Queue<OffsetRange> foreign = new ConcurrentLinkedQueue<>();
    private final TopicPartition place;
    private long next;

    /** {@code end}: that of the partition, when it was read. */
    SealWriter(Map<String, String> kafka, TopicPartition place, long end) {
        Map<String, Object> settings = new HashMap<>(kafka);
        settings.put(ProducerConfig.ACKS_CONFIG, "all");
        settings.put(ProducerConfig.ENABLE_IDEMPOTENCE_CONFIG, true);
        settings.put(ProducerConfig.LINGER_MS_CONFIG, 20);
        settings.put(ProducerConfig.BATCH_SIZE_CONFIG, 256 << 10); // each batch is forced to the disk
        settings.put(ProducerConfig.MAX_REQUEST_SIZE_CONFIG, TopicSettings.MAX_RECORD_BYTES);
        this.producer = new KafkaProducer<>(settings, new ByteArraySerializer(), new ByteArraySerializer());
        this.place = place;
        this.next = end;
    }

    /** Before any record. */
    void claim(PartitionReader reader) {
        long end = next;
        write(CLAIM + end, null);
        flush(reader);
        if (next != end + 1) throw taken();
    }

    void write(String key, byte @Nullable [] value) {
        requireWritten();
        byte[] bytes = key.getBytes(StandardCharsets.UTF_8);
        var record = new ProducerRecord<>(place.topic(), place.partition(), bytes, value);
        var unused = producer.send(record, (written, e) -> {
            if (e == null) acknowledged(written.offset());
            else fault.compareAndSet(null, new IllegalStateException("sealed days could not be written: " + e, e));
        });
    }

    int partition() {
        return place.partition();
    }

    private void requireWritten() {
        IllegalStateException first = fault.get();
        if (first != null) throw first;
    }

    private void acknowledged(long offset) {
        if (offset > next) foreign.add(new OffsetRange(place.topic(), place.partition(), next, offset));
        next = offset + 1;
    }

    /** Waits until all is acknowledged; fails if something was not, or another has taken the partition. */
    void flush(PartitionReader reader) {
        producer.flush();
        requireWritten();
        for (OffsetRange range = foreign.poll(); range != null; range = foreign.poll()) {
            reader.read(range, (records, end) -> records.forEach(this::requireVoid));
        }
    }

    private void requireVoid(ConsumerRecord<byte[], byte[]> record) {
        String key = new String(record.key(), StandardCharsets.UTF_8);
        if (record.value() != null || key.equals(CLAIM + record.offset())) throw taken();
    }

    private IllegalStateException taken() {
        return new IllegalStateException("partition " + place.partition()
                + " is being sealed by another process too: seal again when that one " + "is done");
    }

    @Override
    public void close() {
        producer.close();
    }
}
