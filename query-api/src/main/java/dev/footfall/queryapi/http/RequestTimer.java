package dev.footfall.queryapi.http;

import dev.footfall.web.Reply;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import java.time.Duration;
import java.util.Set;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

record RequestTimer(MeterRegistry metrics) {
    private static final Logger ACCESS = LoggerFactory.getLogger("dev.footfall.queryapi.access");
    static final String NO_ROUTE = "none";

    private static final Set<String> METHODS = Set.of("GET", "HEAD", "OPTIONS", "POST");

    private static final Duration[] BUCKETS = {
        Duration.ofMillis(1), Duration.ofMillis(5), Duration.ofMillis(10), Duration.ofMillis(50),
        Duration.ofMillis(100), Duration.ofMillis(500), Duration.ofSeconds(1), Duration.ofSeconds(5)
    };

    /**
     * Times a request, and writes a line about it to the access log. Both have the shape of the path, never the path, the
     * query, a token or an address.
     */
    void record(String requestId, String route, String method, Reply reply, Duration taken) {
        String label = METHODS.contains(method) ? method : "other";
        Timer.builder("footfall.query.requests")
                .description("Requests to the query API and their duration")
                .tag("route", route)
                .tag("method", label)
                .tag("status", Integer.toString(reply.status()))
                .serviceLevelObjectives(BUCKETS)
                .register(metrics)
                .record(taken);
        if (!ACCESS.isInfoEnabled()) return;
        int bytes = reply.body().length;
        ACCESS.info("{} {} {} {} {} ms {} bytes", requestId, label, route, reply.status(), taken.toMillis(), bytes);
    }
}
