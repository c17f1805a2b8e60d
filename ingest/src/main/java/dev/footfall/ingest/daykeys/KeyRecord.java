package dev.footfall.ingest.daykeys;

import dev.footfall.events.VisitorKey;
import java.time.LocalDate;
import java.util.Optional;

/**
 * A record of the log of keys.
 *
 * @param day the day that it is about
 * @param key the key of the day from then on; empty when it is destroyed
 */
public record KeyRecord(LocalDate day, Optional<VisitorKey> key) {
    static KeyRecord of(VisitorKey key) {
        return new KeyRecord(key.day(), Optional.of(key));
    }

    /** The end of a day's key. */
    public static KeyRecord destroyed(LocalDate day) {
        return new KeyRecord(day, Optional.empty());
    }
}
