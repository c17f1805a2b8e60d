package dev.footfall.ingest.publish;

import dev.footfall.events.WritableEvent;
import java.util.List;
import java.util.concurrent.CompletableFuture;

/** Writes events to the log, in batches whose acknowledgements are awaited together. Safe for use by many threads. */
public interface EventPublisher extends AutoCloseable {
    /**
     * A full buffer or an absent broker is an {@link Delivery.Unacknowledged}; the future never fails. It may complete on
     * the broker client's own thread: what is slow belongs on another one. Of one repository, the facts of one call
     * keep their order.
     */
    <T> CompletableFuture<Delivery> send(RecordKind<T> kind, List<? extends T> facts);

    default CompletableFuture<Delivery> publish(List<? extends WritableEvent> events) {
        return send(RecordKind.EVENTS, events);
    }

    /** Sends what is still buffered, within a bound. */
    @Override
    void close();
}
