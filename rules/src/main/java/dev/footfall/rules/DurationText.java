package dev.footfall.rules;

import java.time.Duration;

/** The ISO 8601 form of durations that people write: {@code P14D} and {@code PT30M}, and {@code P1DT1H} for 25 hours. */
public final class DurationText {
    private DurationText() {}

    public static String of(Duration duration) {
        long days = duration.toDays();
        Duration rest = duration.minusDays(days);
        if (days == 0) return duration.toString();
        return "P" + days + "D" + (rest.isZero() ? "" : rest.toString().substring(1));
    }
}
