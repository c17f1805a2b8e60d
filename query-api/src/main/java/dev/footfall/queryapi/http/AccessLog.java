package dev.footfall.queryapi.http;

import dev.footfall.web.Reply;
import java.time.Duration;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A line per request in the logger {@code dev.footfall.queryapi.access}, at INFO. It has the shape of the path, never the
 * path, the query, a token or an address.
 */
final class AccessLog {
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
