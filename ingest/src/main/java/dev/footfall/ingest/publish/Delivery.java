package dev.footfall.ingest.publish;

public sealed interface Delivery {
    /** Every event of the batch is durable: all in-sync replicas have it, and the disk of a {@link BrokerDisk}. */
    record Acknowledged() implements Delivery {}

    /**
     * At least one event may not be durable; sending the whole batch again is safe.
     *
     * @param reason the reason, in words for an operator
     */
    record Unavailable(String reason) implements Delivery {}
}
