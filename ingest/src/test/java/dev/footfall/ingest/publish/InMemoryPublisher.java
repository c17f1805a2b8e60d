package dev.footfall.ingest.publish;

import dev.footfall.events.DownloadEvent;
import dev.footfall.events.LikeEvent;
import dev.footfall.events.RejectedEvent;
import dev.footfall.events.RenameEvent;
import dev.footfall.events.RepositoryEvent;
import dev.footfall.events.WritableEvent;
import dev.footfall.ingest.publish.EventPublisher.Delivery;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;

/** The reference publisher: a list for a log, acknowledged at once unless a test holds the acknowledgements back. */
public final class InMemoryPublisher implements EventPublisher {
    private final List<DownloadEvent> events = new ArrayList<>();
    private final List<RepositoryEvent> repositories = new ArrayList<>();
    private final List<RenameEvent> renames = new ArrayList<>();
    private final List<LikeEvent> likes = new ArrayList<>();
    private final List<RejectedEvent> rejected = new ArrayList<>();
    private final Deque<CompletableFuture<Delivery>> held = new ArrayDeque<>();
    private Optional<String> trouble = Optional.empty();
    private boolean isHolding;

    @Override
    public synchronized CompletableFuture<Delivery> publish(List<? extends WritableEvent> batch) {
        return append(events, batch.stream().map(WritableEvent::event).toList());
    }

    @Override
    public synchronized CompletableFuture<Delivery> register(List<RepositoryEvent> batch) {
        return append(repositories, batch);
    }

    @Override
    public synchronized CompletableFuture<Delivery> rename(List<RenameEvent> batch) {
        return append(renames, batch);
    }

    @Override
    public synchronized CompletableFuture<Delivery> like(List<LikeEvent> batch) {
        return append(likes, batch);
    }

    @Override
    public synchronized CompletableFuture<Delivery> reject(List<RejectedEvent> batch) {
        return append(rejected, batch);
    }

    private <T> CompletableFuture<Delivery> append(List<T> log, List<T> batch) {
        if (batch.isEmpty()) return CompletableFuture.completedFuture(new Delivery.Acknowledged());
        if (trouble.isPresent()) {
            return CompletableFuture.completedFuture(new Delivery.Unavailable(trouble.get()));
        }
        log.addAll(batch);
        if (!isHolding) return CompletableFuture.completedFuture(new Delivery.Acknowledged());
        var acknowledgement = new CompletableFuture<Delivery>();
        held.add(acknowledgement);
        return acknowledgement;
    }

    /** From now on nothing can be written. */
    public synchronized void fail(String reason) {
        trouble = Optional.of(reason);
    }

    /** From now on nothing is acknowledged before {@link #decide}. */
    public synchronized void hold() {
        isHolding = true;
    }

    /** The number of batches that wait for an acknowledgement. */
    public synchronized int waiting() {
        return held.size();
    }

    /** Ends the wait of all batches in the same way, on the calling thread. */
    public void decide(Delivery delivery) {
        List<CompletableFuture<Delivery>> all;
        synchronized (this) {
            all = List.copyOf(held);
            held.clear();
        }
        for (CompletableFuture<Delivery> acknowledgement : all) acknowledgement.complete(delivery);
    }

    /** The events that were published, in order. */
    public synchronized List<DownloadEvent> events() {
        return List.copyOf(events);
    }

    /** The states of repositories, in order. */
    public synchronized List<RepositoryEvent> repositories() {
        return List.copyOf(repositories);
    }

    /** The renames, in order. */
    public synchronized List<RenameEvent> renames() {
        return List.copyOf(renames);
    }

    /** The likes, in order. */
    public synchronized List<LikeEvent> likes() {
        return List.copyOf(likes);
    }

    /** The events that were rejected, in order. */
    public synchronized List<RejectedEvent> rejected() {
        return List.copyOf(rejected);
    }

    @Override
    public synchronized void close() {
        fail("closed");
    }
}
