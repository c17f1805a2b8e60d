package dev.footfall.operations.rejected;

import dev.footfall.events.DownloadEvent;
import dev.footfall.ingest.publish.Delivery;
import dev.footfall.ingest.publish.EventPublisher;
import java.util.ArrayList;
import java.util.List;

/** Writes events in batches and waits until each is in the log. Not thread-safe. */
public final class EventWriter {
    private static final int BATCH_EVENTS = 1_000;

    private final EventPublisher publisher;
    private List<DownloadEvent> batch = new ArrayList<>();
    private long written;

    public EventWriter(EventPublisher publisher) {
        this.publisher = publisher;
    }

    public void add(DownloadEvent event) {
        batch.add(event);
        if (batch.size() == BATCH_EVENTS) flush();
    }

    public void flush() {
        if (batch.isEmpty()) return;
        if (publisher.publish(batch).join() instanceof Delivery.Unacknowledged unavailable) {
            throw new IllegalStateException("Kafka did not take the events after the first " + written + " ("
                    + unavailable.reason() + "): run the command again; events already written count once");
        }
        written += batch.size();
        batch = new ArrayList<>();
    }

    public long written() {
        return written;
    }
}
