package dev.footfall.logs.accesslog;

import dev.footfall.events.RejectedEvent;
import dev.footfall.events.WritableEvent;
import dev.footfall.ingest.publish.Delivery;
import dev.footfall.ingest.publish.EventPublisher;
import dev.footfall.ingest.publish.RecordKind;
import dev.footfall.logs.accesslog.LineOutcome.NoEvent;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.CompletableFuture;

/** The outcomes of a stretch of lines; sent as a whole, and sent again as a whole. Filled by one thread. */
final class LineBatch {
    private final List<WritableEvent> events = new ArrayList<>();
    private final List<RejectedEvent> rejected = new ArrayList<>();
    private final Map<String, Long> rejectedByField = new TreeMap<>();
    private final Map<NoEvent, Long> others = new EnumMap<>(NoEvent.class);

    void add(WritableEvent event) {
        events.add(event);
    }

    void addRejected(String field) {
        rejectedByField.merge(field, 1L, Long::sum);
    }

    void keep(RejectedEvent event) {
        rejected.add(event);
    }

    void add(NoEvent outcome) {
        others.merge(outcome, 1L, Long::sum);
    }

    private long number(NoEvent outcome) {
        return others.getOrDefault(outcome, 0L);
    }

    List<RejectedEvent> rejected() {
        return rejected;
    }

    int size() {
        return events.size() + rejected.size();
    }

    LineTotals totals() {
        return new LineTotals(
                events.size(),
                number(NoEvent.NOT_ROUTED),
                number(NoEvent.BAD_NAME),
                number(NoEvent.SKIPPED),
                number(NoEvent.BLANK),
                rejectedByField);
    }

    /** The first thing that is not durable makes the whole batch unavailable. */
    CompletableFuture<Delivery> sendTo(EventPublisher publisher) {
        CompletableFuture<Delivery> ofEvents = events.isEmpty() ? nothing() : publisher.publish(events);
        CompletableFuture<Delivery> ofRejected =
                rejected.isEmpty() ? nothing() : publisher.send(RecordKind.REJECTED, rejected);
        return ofEvents.thenCombine(ofRejected, (one, other) -> one instanceof Delivery.Unacknowledged ? one : other);
    }

    private static CompletableFuture<Delivery> nothing() {
        return CompletableFuture.completedFuture(new Delivery.Acknowledged());
    }
}
