package dev.footfall.queryapi.http;

import dev.footfall.web.Reply;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import java.time.Duration;
import java.util.Set;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Durations of requests, by the shape of their path, never by the path, a repository or a user. */
record RequestTimer(MeterRegistry metrics) {
    static final String NO_ROUTE = "none";

    private static final Set<String> METHODS = Set.of("GET", "HEAD", "OPTIONS", "POST");

    private static final Duration[] BUCKETS = {
        Duration.ofMillis(1), Duration.ofMillis(5), Duration.ofMillis(10), Duration.ofMillis(50),
        Duration.ofMillis(100), Duration.ofMillis(500), Duration.ofSeconds(1), Duration.ofSeconds(5)
    };

    String record(String route, String method, int status, Duration taken) {
        String label = METHODS.contains(method) ? method : "other";
        Timer.builder("footfall.query.requests")
                .description("Requests to the query API and their duration")
                .tag("route", route)
                .tag("method", label)
                .tag("status", Integer.toString(status))
                .serviceLevelObjectives(BUCKETS)
                .register(metrics)
                .record(taken);
        return label;
    }

    /**
     * A line per request in the logger {@code dev.footfall.queryapi.access}, at INFO. It has the shape of the path, never the
     * path, the query, a token or an address.
     */
    static final class AccessLog {
        private static final Logger LOG = LoggerFactory.getLogger("dev.footfall.queryapi.access");

        private AccessLog() {}

        static void write(String requestId, String method, String route, Reply reply, Duration taken) {
            if (!LOG.isInfoEnabled()) return;
            LOG.info(
                    "{} {} {} {} {} ms {} bytes",
                    requestId,
                    method,
                    route,
                    reply.status(),
                    taken.toMillis(),
                    reply.body().length);
        }
    }
}
