package dev.footfall.ingest.publish;

import dev.footfall.events.LikeEvent;
import dev.footfall.events.RejectedEvent;
import dev.footfall.events.RenameEvent;
import dev.footfall.events.RepositoryEvent;
import dev.footfall.events.WritableEvent;
import java.util.List;
import java.util.concurrent.CompletableFuture;

/** Writes events to the log, in batches whose acknowledgements are awaited together. Safe for use by many threads. */
public interface EventPublisher extends AutoCloseable {
    /**
     * A full buffer or an absent broker is an {@link Delivery.Unavailable}; the future never fails. It may complete on
     * the broker client's own thread: what is slow belongs on another one. Of one repository, the events of one call
     * keep their order.
     */
    CompletableFuture<Delivery> publish(List<? extends WritableEvent> events);

    CompletableFuture<Delivery> register(List<RepositoryEvent> repositories);

    CompletableFuture<Delivery> rename(List<RenameEvent> renames);

    CompletableFuture<Delivery> like(List<LikeEvent> likes);

    CompletableFuture<Delivery> reject(List<RejectedEvent> rejected);

    /** Sends what is still buffered, within a bound. */
    @Override
    void close();

    public sealed interface Delivery {
        /** Every event of the batch is durable: all in-sync replicas have it, and the disk of a {@link BrokerDisk}. */
        record Acknowledged() implements Delivery {}

        /** Sending the whole batch again is safe. */
        record Unavailable(String reason) implements Delivery {}
    }
}
