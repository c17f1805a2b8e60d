package dev.footfall.operations.rejected;

import dev.footfall.events.DownloadEvent;
import dev.footfall.ingest.publish.Delivery;
import dev.footfall.ingest.publish.EventPublisher;
import java.util.ArrayList;
import java.util.List;

/** Writes events, a batch at a time, and waits until each is in the log. Used by one thread. */
public final class EventWriter {
    private static final int BATCH_EVENTS = 1_000;

    private final EventPublisher publisher;
    private List<DownloadEvent> batch = new ArrayList<>();
    private long written;

    /** A writer to this publisher, which stays open. */
    public EventWriter(EventPublisher publisher) {
        this.publisher = publisher;
    }

    /** Adds an event, and writes when there are enough. */
    public void add(DownloadEvent event) {
        batch.add(event);
        if (batch.size() == BATCH_EVENTS) flush();
    }

    /**
     * Writes what is left.
     *
     * @throws IllegalStateException if Kafka did not take it
     */
    public void flush() {
        if (batch.isEmpty()) return;
        if (publisher.publish(batch).join() instanceof Delivery.Unavailable unavailable) {
            throw new IllegalStateException("Kafka did not take the events after the first " + written + " ("
                    + unavailable.reason() + "): say it again, what was written counts once");
        }
        written += batch.size();
        batch = new ArrayList<>();
    }

    /** The number of events in the log. */
    public long written() {
        return written;
    }
}
