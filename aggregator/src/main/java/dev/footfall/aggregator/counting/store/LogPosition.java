package dev.footfall.aggregator.counting.store;

import java.time.LocalDate;
import java.util.Optional;

/** {@code sealedBefore}: the first day after those that come from sealed days, in days since 1970; 0 if none do. */
public record LogPosition(long nextOffset, long newestLogTimeMillis, int sealedBefore) {
    public static final LogPosition START = new LogPosition(0, 0, 0);

    public LogPosition {
        if (nextOffset < 0) throw new IllegalArgumentException("nextOffset < 0: " + nextOffset);
    }

    public Optional<LocalDate> lastSealed() {
        return sealedBefore == 0 ? Optional.empty() : Optional.of(LocalDate.ofEpochDay(sealedBefore - 1));
    }
}
