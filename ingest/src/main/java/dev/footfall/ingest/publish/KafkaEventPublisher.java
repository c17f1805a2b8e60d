package dev.footfall.ingest.publish;

import dev.footfall.events.EventEncoder;
import dev.footfall.events.Topics;
import java.time.Duration;
import java.util.BitSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.atomic.LongAdder;
import org.apache.kafka.clients.producer.Callback;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.Metric;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.ClusterAuthorizationException;
import org.jspecify.annotations.Nullable;

/**
 * Writes to Kafka: idempotent, acknowledged by all in-sync replicas and then {@link Durability durable}, keyed by
 * repository. Kafka's {@code buffer.memory}, {@code max.block.ms} and {@code delivery.timeout.ms} bound memory and times.
 */
public final class KafkaEventPublisher implements EventPublisher {
    private static final Duration CLOSE_TIMEOUT = Duration.ofSeconds(5);

    private final Producer<byte[], byte[]> producer;
    private final Topics topics;
    private final Durability durability;
    private final double leastFreeBytes;
    private final Optional<Metric> freeBytes;
    private final LongAdder acknowledged = new LongAdder();
    private final int partitions;

    /**
     * Kafka need not be there yet. {@code partitions}: what the log was made with. {@code durability} is closed with the
     * publisher.
     */
    public KafkaEventPublisher(PublisherConfig config, int partitions, Durability durability) {
        this(producer(config), config.topics(), partitions, durability);
    }

    KafkaEventPublisher(Producer<byte[], byte[]> producer, Topics topics, int partitions, Durability durability) {
        this.producer = producer;
        this.topics = topics;
        this.partitions = partitions;
        this.durability = durability;
        this.freeBytes = metric(producer, "buffer-available-bytes");
        this.leastFreeBytes = value(metric(producer, "buffer-total-bytes"), 0) / 4;
    }

    private static Producer<byte[], byte[]> producer(PublisherConfig config) {
        try {
            return new KafkaProducer<>(config.producer());
        } catch (KafkaException e) {
            throw PublisherConfig.unusable(e);
        }
    }

    private static Optional<Metric> metric(Producer<byte[], byte[]> producer, String name) {
        return producer.metrics().entrySet().stream()
                .filter(metric -> metric.getKey().name().equals(name))
                .<Metric>map(Map.Entry::getValue)
                .findFirst();
    }

    private static double value(Optional<Metric> metric, double otherwise) {
        return metric.map(found -> ((Number) found.metricValue()).doubleValue()).orElse(otherwise);
    }

    /** A quarter of the buffer is free, twice what the largest request needs: sending will not block. */
    boolean hasRoom() {
        return value(freeBytes, Double.MAX_VALUE) >= leastFreeBytes;
    }

    long acknowledged() {
        return acknowledged.sum();
    }

    /** Stops at the first failure: the batch is lost anyway, and each further event could block as long again. */
    @Override
    @SuppressWarnings("FutureReturnValueIgnored") // the callback hears the same
    public <T> CompletableFuture<Delivery> send(RecordKind<T> kind, List<? extends T> batch) {
        String name = topics.name(kind.topic());
        var encoder = new EventEncoder();
        var acknowledgements = new Acknowledgements(name, batch.size(), durability, acknowledged);
        try {
            if (!batch.isEmpty()) requireSamePartitions(name);
            for (T item : batch) {
                if (acknowledgements.delivery.isDone()) break;
                byte[] value = kind.value().apply(item, encoder);
                producer.send(new ProducerRecord<>(name, kind.key().apply(item), value), acknowledgements);
            }
        } catch (KafkaException | IllegalStateException e) { // closed, interrupted (the flag stays set), or fatal
            acknowledgements.fail(e);
        }
        return acknowledgements.delivery;
    }

    /** More partitions move repositories: nobody would count what is written to another one. */
    private void requireSamePartitions(String topic) {
        int now = producer.partitionsFor(topic).size();
        if (now == partitions) return;
        throw new IllegalStateException(
                "topic " + topic + " has " + now + " partitions, but its log was created with " + partitions);
    }

    @Override
    public void close() {
        producer.close(CLOSE_TIMEOUT);
        durability.close();
    }

    /** One future for all records, decided by a failure, or when the partitions of all are durable after the last. */
    static final class Acknowledgements implements Callback {
        private final String topic;
        private final Durability durability;
        private final LongAdder all;
        private final CompletableFuture<Delivery> delivery = new CompletableFuture<>();
        private final BitSet partitions = new BitSet();
        private int missing;

        Acknowledgements(String topic, int records, Durability durability, LongAdder all) {
            this.topic = topic;
            this.missing = records;
            this.durability = durability;
            this.all = all;
            if (records == 0) delivery.complete(new Delivery.Acknowledged());
        }

        @Override
        public void onCompletion(@Nullable RecordMetadata metadata, @Nullable Exception failure) {
            if (failure == null) all.increment();
            if (failure != null) fail(failure);
            else if (metadata != null && isLast(metadata)) force();
        }

        private synchronized boolean isLast(RecordMetadata acknowledged) {
            partitions.set(acknowledged.partition());
            return --missing == 0;
        }

        private void force() {
            CompletableFuture<?>[] forces = partitions.stream()
                    .mapToObj(partition -> durability.force(new TopicPartition(topic, partition)))
                    .toArray(CompletableFuture<?>[]::new);
            var unused = CompletableFuture.allOf(forces).whenComplete((nothing, failure) -> {
                if (failure == null) delivery.complete(new Delivery.Acknowledged());
                else fail(failure);
            });
        }

        void fail(Throwable failure) {
            Throwable cause =
                    failure instanceof CompletionException && failure.getCause() != null ? failure.getCause() : failure;
            boolean mayNot = cause instanceof ClusterAuthorizationException; // idempotent: write to any topic
            String message = mayNot ? "Not authorized to write to topic " + topic : cause.getMessage();
            delivery.complete(new Delivery.Unacknowledged(
                    message == null || message.isBlank() ? cause.getClass().getSimpleName() : message));
        }
    }
}
