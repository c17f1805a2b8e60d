package dev.footfall.aggregator.session;

import dev.footfall.events.Observation;

/** The UTC day of an event, which has no leap seconds. */
public final class UtcDay {
    public static final long MILLIS = 86_400_000;

    private UtcDay() {}

    /** Days since 1970. */
    public static int epochDay(Observation event) {
        return (int) (event.timeMillis() / MILLIS);
    }

    /** Milliseconds since midnight. */
    public static int millisOfDay(Observation event) {
        return (int) (event.timeMillis() % MILLIS);
    }
}
