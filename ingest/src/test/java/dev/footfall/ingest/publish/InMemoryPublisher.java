package dev.footfall.ingest.publish;

import dev.footfall.events.DownloadEvent;
import dev.footfall.events.LikeEvent;
import dev.footfall.events.RejectedEvent;
import dev.footfall.events.RenameEvent;
import dev.footfall.events.RepositoryEvent;
import dev.footfall.events.WritableEvent;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;

/** The reference publisher: a list for a log, acknowledged at once unless a test holds the acknowledgements back. */
public final class InMemoryPublisher implements EventPublisher {
    private final List<Object> log = new ArrayList<>();
    private final Deque<CompletableFuture<Delivery>> held = new ArrayDeque<>();
    private Optional<String> trouble = Optional.empty();
    private boolean isHolding;

    @Override
    public synchronized <T> CompletableFuture<Delivery> send(RecordKind<T> kind, List<? extends T> batch) {
        if (batch.isEmpty()) return CompletableFuture.completedFuture(new Delivery.Acknowledged());
        if (trouble.isPresent()) {
            return CompletableFuture.completedFuture(new Delivery.Unacknowledged(trouble.get()));
        }
        for (T fact : batch) log.add(fact instanceof WritableEvent event ? event.event() : fact);
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
        return written(DownloadEvent.class);
    }

    /** The states of repositories, in order. */
    public synchronized List<RepositoryEvent> repositories() {
        return written(RepositoryEvent.class);
    }

    /** The renames, in order. */
    public synchronized List<RenameEvent> renames() {
        return written(RenameEvent.class);
    }

    /** The likes, in order. */
    public synchronized List<LikeEvent> likes() {
        return written(LikeEvent.class);
    }

    /** The events that were rejected, in order. */
    public synchronized List<RejectedEvent> rejected() {
        return written(RejectedEvent.class);
    }

    private <T> List<T> written(Class<T> type) {
        return log.stream().filter(type::isInstance).map(type::cast).toList();
    }

    @Override
    public synchronized void close() {
        fail("closed");
    }
}
