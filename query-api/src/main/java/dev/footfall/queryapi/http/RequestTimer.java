package dev.footfall.queryapi.http;

import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import java.time.Duration;
import java.util.Set;

/** Durations of requests, by the shape of their path, never by the path, a repository or a user. */
final class RequestTimer {
    /** The label of requests that no route answers. */
    static final String NO_ROUTE = "none";

    private static final Set<String> METHODS = Set.of("GET", "HEAD", "OPTIONS", "POST");

    private static final Duration[] BUCKETS = {
        Duration.ofMillis(1), Duration.ofMillis(5), Duration.ofMillis(10), Duration.ofMillis(50),
        Duration.ofMillis(100), Duration.ofMillis(500), Duration.ofSeconds(1), Duration.ofSeconds(5)
    };

    private final MeterRegistry metrics;

    RequestTimer(MeterRegistry metrics) {
        this.metrics = metrics;
    }

    /**
     * Records one request.
     *
     * @return the method's label
     */
    String record(String route, String method, int status, Duration taken) {
        String label = METHODS.contains(method) ? method : "other";
        Timer.builder("footfall.query.requests")
                .description("Requests to the query API and how long their answers took")
                .tag("route", route)
                .tag("method", label)
                .tag("status", Integer.toString(status))
                .serviceLevelObjectives(BUCKETS)
                .register(metrics)
                .record(taken);
        return label;
    }
}
