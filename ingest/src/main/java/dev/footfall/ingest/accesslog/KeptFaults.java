package dev.footfall.ingest.accesslog;

import java.time.Clock;
import java.time.Duration;

/**
 * The bound of the unreadable lines of one file or body that are kept: {@value #MOST} an hour, so that a log in another
 * format does not fill the topic of rejected events. All of them are counted. Used by one thread at a time.
 */
final class KeptFaults {
    static final int MOST = 1_000;

    private static final long HOUR_MILLIS = Duration.ofHours(1).toMillis();

    private final Clock clock;
    private long hour;
    private int kept;

    KeptFaults(Clock clock) {
        this.clock = clock;
        this.hour = hour();
    }

    boolean hasRoom() {
        if (kept < MOST) {
            kept++;
            return true;
        }
        long now = hour();
        if (now == hour) return false;
        hour = now;
        kept = 1;
        return true;
    }

    private long hour() {
        return Math.floorDiv(clock.millis(), HOUR_MILLIS);
    }
}
