package dev.footfall.logs.accesslog;

import java.time.Clock;
import java.time.Duration;

/** Keeps {@value #MOST} unreadable lines an hour of a file or topic, lest another format fill the topic; counts all. */
public final class SampledFaults {
    static final int MOST = 1_000;

    private static final long HOUR_MILLIS = Duration.ofHours(1).toMillis();

    private final Clock clock;
    private long hour;
    private int kept;

    public SampledFaults(Clock clock) {
        this.clock = clock;
        this.hour = hour();
    }

    public SampledFaults copy() {
        var copy = new SampledFaults(clock);
        copy.hour = hour;
        copy.kept = kept;
        return copy;
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
