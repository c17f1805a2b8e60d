package dev.footfall.aggregator.session;

import java.time.LocalDate;
import java.util.Optional;

/**
 * A position in the log of one partition, up to which it was read.
 *
 * @param nextOffset the offset after the last record read; 0 before the first
 * @param newestLogTimeMillis the newest log time read, milliseconds since 1970; 0 before the first
 * @param sealedBefore the first day after those that come from sealed days, in days since 1970; 0 if none do
 */
public record LogPosition(long nextOffset, long newestLogTimeMillis, int sealedBefore) {
    /** Nothing was read yet. */
    public static final LogPosition START = new LogPosition(0, 0);

    /** A position in a log that is whole. */
    public LogPosition(long nextOffset, long newestLogTimeMillis) {
        this(nextOffset, newestLogTimeMillis, 0);
    }

    public LogPosition {
        if (nextOffset < 0) throw new IllegalArgumentException("nextOffset < 0: " + nextOffset);
    }

    /** The last day that comes from sealed days. */
    public Optional<LocalDate> lastSealed() {
        return sealedBefore == 0 ? Optional.empty() : Optional.of(LocalDate.ofEpochDay(sealedBefore - 1));
    }

    /** The one of the two that is less far. */
    public LogPosition earlier(LogPosition other) {
        return other.nextOffset < nextOffset ? other : this;
    }
}
