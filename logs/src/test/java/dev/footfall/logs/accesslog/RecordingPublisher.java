package dev.footfall.logs.accesslog;

import static org.junit.jupiter.api.Assertions.assertInstanceOf;

import dev.footfall.events.DownloadEvent;
import dev.footfall.events.RejectedEvent;
import dev.footfall.events.WritableEvent;
import dev.footfall.ingest.publish.Delivery;
import dev.footfall.ingest.publish.EventPublisher;
import dev.footfall.ingest.publish.RecordKind;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;

/** A log in memory, that can be away for some attempts. */
public final class RecordingPublisher implements EventPublisher {
    public final List<DownloadEvent> events = new ArrayList<>();
    public final List<RejectedEvent> rejected = new ArrayList<>();
    public int attemptsToRefuse;
    public int attemptsToFail;

    @Override
    public <T> CompletableFuture<Delivery> send(RecordKind<T> kind, List<? extends T> batch) {
        if (attemptsToFail > 0 && attemptsToFail-- > 0) throw new IllegalStateException("a fault of the publisher");
        if (attemptsToRefuse > 0 && attemptsToRefuse-- > 0) {
            return CompletableFuture.completedFuture(new Delivery.Unacknowledged("no broker"));
        }
        for (T fact : batch) {
            if (fact instanceof RejectedEvent event) rejected.add(event);
            else events.add(assertInstanceOf(WritableEvent.class, fact).event());
        }
        return CompletableFuture.completedFuture(new Delivery.Acknowledged());
    }

    @Override
    public void close() {}

    public List<String> paths() {
        return events.stream().map(event -> event.details().path()).toList();
    }

    public List<String> sortedIds() {
        return events.stream().map(DownloadEvent::id).sorted().toList();
    }
}
