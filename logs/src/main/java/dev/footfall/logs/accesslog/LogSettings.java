package dev.footfall.logs.accesslog;

import dev.footfall.events.EventDetails;
import dev.footfall.ingest.VisitorKeys;
import dev.footfall.ingest.VisitorSecret;
import dev.footfall.logs.client.DayTrust;
import dev.footfall.logs.client.FixedTrust;
import dev.footfall.logs.client.ProxyTrust;
import java.time.Duration;
import java.time.temporal.ChronoUnit;

/**
 * The same line of the same {@code source} counts once, in whichever file. {@code clockAhead}: whole seconds, negative
 * if behind, at most a year. {@code secret} keys what is never published, {@code keys} visitors and ids.
 */
public record LogSettings(
        LogFormat format,
        Routes routes,
        String source,
        Duration clockAhead,
        VisitorSecret secret,
        VisitorKeys keys,
        DayTrust proxies) {
    public static final String DEFAULT_SOURCE = "access-log";

    private static final Duration MAX_CLOCK_AHEAD = Duration.ofDays(366);

    public LogSettings {
        if (source.isEmpty() || source.length() > EventDetails.MAX_SOURCE_LENGTH) {
            throw new IllegalArgumentException(
                    "source: 1 to " + EventDetails.MAX_SOURCE_LENGTH + " characters, not " + source.length());
        }
        if (source.chars().anyMatch(Character::isISOControl)) {
            throw new IllegalArgumentException("source: must not have control characters, such as line breaks");
        }
        if (!clockAhead.equals(clockAhead.truncatedTo(ChronoUnit.SECONDS))
                || clockAhead.abs().compareTo(MAX_CLOCK_AHEAD) > 0) {
            throw new IllegalArgumentException(
                    "clock ahead: whole seconds, at most " + MAX_CLOCK_AHEAD.toDays() + " days, not " + clockAhead);
        }
        if (!clockAhead.isZero() && format.lines().isEmpty()) {
            throw new IllegalArgumentException("clock ahead: not with ndjson, whose events have their own id and time");
        }
        if (format.isZoneMissing()) {
            throw new IllegalArgumentException(
                    "the times of " + format.label() + " have no offset: set their zone with --zone");
        }
    }

    public LogSettings(LogFormat format, Routes routes, String source, VisitorSecret secret) {
        this(format, routes, source, Duration.ZERO, secret, secret, new FixedTrust(ProxyTrust.UNSET));
    }

    public LogSettings with(VisitorKeys other) {
        return new LogSettings(format, routes, source, clockAhead, secret, other, proxies);
    }

    public LogSettings withClockAhead(Duration other) {
        return new LogSettings(format, routes, source, other, secret, keys, proxies);
    }

    public LogSettings with(DayTrust other) {
        return new LogSettings(format, routes, source, clockAhead, secret, keys, other);
    }

    /** Of the lines of another format and source in the same envelope or topic. */
    LogSettings of(LogFormat otherFormat, String otherSource) {
        return new LogSettings(otherFormat, routes, otherSource, Duration.ZERO, secret, keys, proxies);
    }
}
