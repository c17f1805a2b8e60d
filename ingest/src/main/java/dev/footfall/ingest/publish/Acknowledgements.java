package dev.footfall.ingest.publish;

import java.util.BitSet;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.atomic.LongAdder;
import org.apache.kafka.clients.producer.Callback;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.apache.kafka.common.TopicPartition;
import org.jspecify.annotations.Nullable;

/**
 * The acknowledgements of one batch for one topic, counted: one future for all of its records, decided by a failure, or
 * when the partitions of all are durable after the last.
 */
final class Acknowledgements implements Callback {
    private final Durability durability;
    private final LongAdder all;
    private final CompletableFuture<Delivery> delivery = new CompletableFuture<>();
    private final BitSet partitions = new BitSet();
    private int missing;

    /**
     * Waits for the given number of records to be acknowledged.
     *
     * @param all counts those of all batches
     */
    Acknowledgements(int records, Durability durability, LongAdder all) {
        this.missing = records;
        this.durability = durability;
        this.all = all;
        if (records == 0) delivery.complete(new Delivery.Acknowledged());
    }

    @Override
    public void onCompletion(@Nullable RecordMetadata metadata, @Nullable Exception failure) {
        if (failure == null) all.increment();
        if (failure != null) fail(failure);
        else if (metadata != null && isLast(metadata)) force(metadata.topic());
    }

    private synchronized boolean isLast(RecordMetadata acknowledged) {
        partitions.set(acknowledged.partition());
        return --missing == 0;
    }

    private void force(String topic) {
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
        String message = cause.getMessage();
        delivery.complete(new Delivery.Unavailable(
                message == null || message.isBlank() ? cause.getClass().getSimpleName() : message));
    }

    boolean isDecided() {
        return delivery.isDone();
    }

    CompletableFuture<Delivery> delivery() {
        return delivery;
    }
}
