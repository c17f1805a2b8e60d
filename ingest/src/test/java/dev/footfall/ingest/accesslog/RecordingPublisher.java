package dev.footfall.ingest.accesslog;

import dev.footfall.events.DownloadEvent;
import dev.footfall.events.LikeEvent;
import dev.footfall.events.RejectedEvent;
import dev.footfall.events.RenameEvent;
import dev.footfall.events.RepositoryEvent;
import dev.footfall.events.WritableEvent;
import dev.footfall.ingest.publish.EventPublisher;
import dev.footfall.ingest.publish.EventPublisher.Delivery;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;

/** A log in memory, that can be away for some attempts. */
final class RecordingPublisher implements EventPublisher {
    final List<DownloadEvent> events = new ArrayList<>();
    final List<RejectedEvent> rejected = new ArrayList<>();
    int attemptsToRefuse;

    @Override
    public CompletableFuture<Delivery> publish(List<? extends WritableEvent> batch) {
        if (isAway()) return CompletableFuture.completedFuture(new Delivery.Unavailable("no broker"));
        for (WritableEvent event : batch) events.add(event.event());
        return CompletableFuture.completedFuture(new Delivery.Acknowledged());
    }

    @Override
    public CompletableFuture<Delivery> register(List<RepositoryEvent> batch) {
        throw new AssertionError("an access log has none");
    }

    @Override
    public CompletableFuture<Delivery> rename(List<RenameEvent> batch) {
        throw new AssertionError("an access log has none");
    }

    @Override
    public CompletableFuture<Delivery> like(List<LikeEvent> batch) {
        throw new AssertionError("an access log has none");
    }

    @Override
    public CompletableFuture<Delivery> reject(List<RejectedEvent> batch) {
        if (isAway()) return CompletableFuture.completedFuture(new Delivery.Unavailable("no broker"));
        rejected.addAll(batch);
        return CompletableFuture.completedFuture(new Delivery.Acknowledged());
    }

    @Override
    public void close() {}

    List<String> paths() {
        return events.stream().map(event -> event.details().path()).toList();
    }

    List<String> sortedIds() {
        return events.stream().map(DownloadEvent::id).sorted().toList();
    }

    private boolean isAway() {
        return attemptsToRefuse > 0 && attemptsToRefuse-- > 0;
    }
}
