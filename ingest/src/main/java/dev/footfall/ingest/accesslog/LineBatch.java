package dev.footfall.ingest.accesslog;

import dev.footfall.events.DownloadEvent;
import dev.footfall.events.RejectedEvent;
import dev.footfall.ingest.publish.Delivery;
import dev.footfall.ingest.publish.EventPublisher;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.CompletableFuture;

/** The outcomes of a stretch of lines; sent as a whole, and sent again as a whole. Filled by one thread. */
final class LineBatch {
    private final List<DownloadEvent> events = new ArrayList<>();
    private final List<RejectedEvent> rejected = new ArrayList<>();
    private final Map<String, Long> rejectedByField = new TreeMap<>();
    private long notRouted;
    private long skipped;
    private long blank;

    void add(DownloadEvent event) {
        events.add(event);
    }

    void addRejected(String field) {
        rejectedByField.merge(field, 1L, Long::sum);
    }

    void keep(RejectedEvent event) {
        rejected.add(event);
    }

    void addNotRouted() {
        notRouted++;
    }

    void addSkipped() {
        skipped++;
    }

    void addBlank() {
        blank++;
    }

    int size() {
        return events.size() + rejected.size();
    }

    LineTotals totals() {
        return new LineTotals(events.size(), notRouted, skipped, blank, rejectedByField);
    }

    /** Hands everything over; the first thing that is not durable makes the whole batch unavailable. */
    CompletableFuture<Delivery> sendTo(EventPublisher publisher) {
        CompletableFuture<Delivery> ofEvents = events.isEmpty() ? nothing() : publisher.publish(events);
        CompletableFuture<Delivery> ofRejected = rejected.isEmpty() ? nothing() : publisher.reject(rejected);
        return ofEvents.thenCombine(ofRejected, (one, other) -> one instanceof Delivery.Unavailable ? one : other);
    }

    private static CompletableFuture<Delivery> nothing() {
        return CompletableFuture.completedFuture(new Delivery.Acknowledged());
    }
}
