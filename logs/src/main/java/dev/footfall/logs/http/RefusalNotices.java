package dev.footfall.logs.http;

import java.time.Duration;
import java.time.InstantSource;
import java.util.HashMap;
import java.util.Map;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Tells the operator, once an hour for a source, that nothing of a request could be read: shippers drop what is refused, and
 * mostly say so where nobody looks. Thread-safe.
 */
final class RefusalNotices {
    private static final Logger LOG = LoggerFactory.getLogger(RefusalNotices.class);
    private static final int MOST_SOURCES = 100;
    private static final long HOUR_MILLIS = Duration.ofHours(1).toMillis();

    private final InstantSource clock;
    private final Map<String, Long> hours = new HashMap<>();

    RefusalNotices(InstantSource clock) {
        this.clock = clock;
    }

    void refused(String sender, String source, String reason) {
        if (isDue(sender + '\0' + source)) LOG.warn("{}, source {}: a request was refused: {}", sender, source, reason);
    }

    /** True once an hour; sources after the first hundred of an hour are silent. */
    synchronized boolean isDue(String source) {
        long hour = Math.floorDiv(clock.millis(), HOUR_MILLIS);
        hours.values().removeIf(said -> said != hour);
        return hours.size() < MOST_SOURCES && hours.put(source, hour) == null;
    }
}
