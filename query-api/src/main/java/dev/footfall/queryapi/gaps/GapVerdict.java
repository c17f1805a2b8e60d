package dev.footfall.queryapi.gaps;

import java.time.Instant;

/**
 * The latest for exactly these hours is in force. {@code isGap} is false if no data is missing, although the log
 * shows a gap.
 */
public record GapVerdict(String source, Instant from, Instant to, boolean isGap, String reason, String by, Instant at) {
    public static final int LONGEST_SOURCE = 256;

    public static final int LONGEST_REASON = 500;

    public static final int MOST_HOURS = 24 * 366;

    Gap gap() {
        return new Gap(source, from, to, GapOrigin.DECLARED, reason);
    }

    boolean covers(String other, Instant start, Instant end) {
        return source.equals(other) && !from.isAfter(start) && !to.isBefore(end);
    }
}
