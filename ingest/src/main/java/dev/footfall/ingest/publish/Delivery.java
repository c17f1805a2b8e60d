package dev.footfall.ingest.publish;

/** The outcome of one batch: durable as a whole, or safe to send again as a whole. */
public sealed interface Delivery {
    /** Every event of the batch is durable: all in-sync replicas have it, and the disk of a {@link BrokerDisk}. */
    record Acknowledged() implements Delivery {}

    /** Sending the whole batch again is safe. */
    record Unacknowledged(String reason) implements Delivery {}
}
