package dev.footfall.ingest.publish;

import java.util.concurrent.CompletableFuture;
import org.apache.kafka.common.TopicPartition;

/** The step from a record that Kafka has acknowledged to one that stays. Safe for use by many threads. */
@FunctionalInterface
public interface Durability extends AutoCloseable {
    /** That of brokers elsewhere: an acknowledged record is on as many of them as their topics require. */
    Durability OF_REPLICAS = partition -> CompletableFuture.completedFuture(null);

    /** Completes when all that the partition has by now is durable; fails if it may not be. */
    CompletableFuture<Void> force(TopicPartition partition);

    @Override
    default void close() {}
}
