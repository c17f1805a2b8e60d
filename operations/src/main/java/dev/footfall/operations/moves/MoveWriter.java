package dev.footfall.operations.moves;

import dev.footfall.aggregator.topology.LogTimes;
import dev.footfall.events.Topics;
import dev.footfall.ingest.publish.Durability;
import dev.footfall.operations.topics.LoneBroker;
import java.time.Duration;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Supplier;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.InvalidProducerEpochException;
import org.apache.kafka.common.errors.ProducerFencedException;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.jspecify.annotations.Nullable;

/**
 * Writes moved records, marks and progress in transactions of one id: of two moves into the same topics, the later one ends the other.
 * Each record must get a known offset: else somebody else writes, too. Not thread-safe.
 */
final class MoveWriter implements AutoCloseable {
    private static final long ANY = -1;
    private static final Duration CLOSE_TIMEOUT = Duration.ofSeconds(5);
    private static final int PATIENCE_MILLIS = 300_000;

    private final KafkaProducer<byte[], byte[]> producer;
    private final Durability durability;
    private final Map<TopicPartition, Long> ends = new HashMap<>();
    private final Set<TopicPartition> changed = new HashSet<>();
    private final AtomicReference<@Nullable String> fault = new AtomicReference<>();
    private boolean isOpen;

    /** Ends the open transaction of a move before. */
    MoveWriter(Map<String, String> kafka, Topics log) {
        durability = LoneBroker.durability(kafka);
        Map<String, Object> settings = new HashMap<>(kafka);
        settings.put(ProducerConfig.TRANSACTIONAL_ID_CONFIG, log.id("move"));
        settings.put(ProducerConfig.TRANSACTION_TIMEOUT_CONFIG, PATIENCE_MILLIS);
        settings.put(ProducerConfig.DELIVERY_TIMEOUT_MS_CONFIG, PATIENCE_MILLIS);
        settings.put(ProducerConfig.MAX_BLOCK_MS_CONFIG, (long) PATIENCE_MILLIS);
        settings.put(ProducerConfig.ACKS_CONFIG, "all");
        settings.put(ProducerConfig.COMPRESSION_TYPE_CONFIG, "zstd");
        settings.put(ProducerConfig.LINGER_MS_CONFIG, 20);
        settings.put(ProducerConfig.BATCH_SIZE_CONFIG, 256 << 10);
        settings.put(ProducerConfig.MAX_REQUEST_SIZE_CONFIG, 32 << 20); // how large a record may be, the brokers decide
        producer = new KafkaProducer<>(settings, new ByteArraySerializer(), new ByteArraySerializer());
        try {
            inWords(() -> {
                producer.initTransactions();
                return true;
            });
        } catch (RuntimeException e) {
            close();
            throw e;
        }
    }

    /** Sets the end of a partition as it is. */
    void begin(TopicPartition place, long end) {
        ends.put(place, end);
    }

    /** Appends a record with its log time in a header to a partition whose end is known. */
    void append(ConsumerRecord<byte[], byte[]> record, TopicPartition place) {
        var headers = new RecordHeaders(record.headers());
        headers.remove(Topics.LOG_TIME_HEADER);
        headers.add(LogTimes.header(record.timestamp()));
        long offset = ends.merge(place, 1L, Long::sum) - 1;
        changed.add(place);
        send(
                new ProducerRecord<>(place.topic(), place.partition(), null, record.key(), record.value(), headers),
                offset);
    }

    /** The partitions with records of this transaction, and the offset after their last ones. */
    Map<TopicPartition, Long> changed() {
        Map<TopicPartition, Long> now = new HashMap<>();
        changed.forEach(place -> now.put(place, ends.getOrDefault(place, 0L)));
        return now;
    }

    /** Writes a record of a topic of one partition. */
    void note(String topic, byte[] key, byte[] value) {
        send(new ProducerRecord<>(topic, 0, null, key, value), ANY);
    }

    private void send(ProducerRecord<byte[], byte[]> record, long offset) {
        throwFault();
        inWords(() -> {
            if (!isOpen) producer.beginTransaction();
            isOpen = true;
            return producer.send(record, (metadata, error) -> {
                if (error != null) fail("a record of " + record.topic() + " could not be written: " + words(error));
                else if (offset != ANY && metadata.offset() != offset) {
                    fail("another process writes to partition " + record.partition() + " of " + record.topic()
                            + ", at offset " + offset + ": nothing may write there before the move has ended");
                }
            });
        });
    }

    /** Returns when all records are written, and durable on the one broker. Fails if one was not. */
    void flush() {
        inWords(() -> {
            producer.flush();
            return true;
        });
        throwFault();
        force(changed);
    }

    /** Commits what was written; the ends of the partitions then have a record of Kafka's own, too. */
    void commit() {
        flush();
        inWords(() -> {
            if (isOpen) producer.commitTransaction();
            return true;
        });
        isOpen = false;
        changed.forEach(place -> ends.merge(place, 1L, Long::sum));
        changed.clear();
    }

    /** Forces partitions to the disk where one broker of this machine has the log. */
    void force(Set<TopicPartition> places) {
        try {
            places.stream().map(durability::force).toList().forEach(CompletableFuture::join);
        } catch (CompletionException e) {
            throw new IllegalStateException(String.valueOf(e.getCause()), e);
        }
    }

    private static <T> T inWords(Supplier<T> call) {
        try {
            return call.get();
        } catch (KafkaException e) {
            throw new IllegalStateException(words(e), e);
        }
    }

    private static String words(Exception error) {
        boolean isFenced = error instanceof ProducerFencedException
                || error instanceof InvalidProducerEpochException
                || error.getCause() instanceof ProducerFencedException
                || error.getCause() instanceof InvalidProducerEpochException;
        return isFenced
                ? "another 'footfall move' into these topics has begun, or this one waited too long: see that one runs, and run"
                        + " it again"
                : String.valueOf(error.getMessage());
    }

    private void fail(String sentence) {
        fault.compareAndSet(null, sentence);
    }

    private void throwFault() {
        String sentence = fault.get();
        if (sentence != null) throw new IllegalStateException(sentence);
    }

    /** Leaves an open transaction to the next move, or to the time after which Kafka ends it. */
    @Override
    public void close() {
        producer.close(CLOSE_TIMEOUT);
        durability.close();
    }
}
