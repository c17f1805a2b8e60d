package dev.footfall.ingest.http;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;

/**
 * The events of all requests by what became of them: {@code footfall_ingest_events_total}. An event that was sent again
 * after a 503 counts again.
 */
record EventCounters(Counter accepted, Counter rejected, Counter unavailable) {
    static EventCounters in(MeterRegistry metrics) {
        return new EventCounters(
                counter(metrics, "accepted"), counter(metrics, "rejected"), counter(metrics, "unavailable"));
    }

    private static Counter counter(MeterRegistry metrics, String outcome) {
        return Counter.builder("footfall.ingest.events")
                .description("Events received over HTTP, by what became of them")
                .tag("outcome", outcome)
                .register(metrics);
    }
}
