package dev.footfall.events;

import java.time.Instant;

/** The time of what happened, as a publisher writes it: RFC 3339, from 1970, and not far ahead of who reads it. */
public final class EventTime {
    /** The time by which an event may be ahead of the clock that saw it. */
    public static final long MAX_AHEAD_MILLIS = 86_400_000L;

    private EventTime() {}

    public static Parsed<Instant> parse(String text, long nowMillis) {
        long millis = Rfc3339.parse(text);
        if (millis == Rfc3339.INVALID)
            return Parsed.invalid("time", "must be an RFC 3339 time such as 2026-11-20T04:59:54.123Z");
        if (millis < 0) return Parsed.invalid("time", "is before 1970");
        if (millis - MAX_AHEAD_MILLIS > nowMillis) return Parsed.invalid("time", "is more than 24 hours ahead");
        return new Parsed.Valid<>(Instant.ofEpochMilli(millis));
    }
}
