package dev.footfall.ingest.http;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;

/** One that was sent again after a 503 counts again. */
public record EventCounters(Counter accepted, Counter rejected, Counter unavailable) {
    public static EventCounters in(MeterRegistry metrics, String kind) {
        return new EventCounters(
                counter(metrics, kind, "accepted"),
                counter(metrics, kind, "rejected"),
                counter(metrics, kind, "unavailable"));
    }

    private static Counter counter(MeterRegistry metrics, String kind, String outcome) {
        return Counter.builder("footfall.ingest." + kind)
                .description("Received over HTTP (" + kind + "), by outcome")
                .tag("outcome", outcome)
                .register(metrics);
    }
}
