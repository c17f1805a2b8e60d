package dev.footfall.standalone.sealing;

import java.time.Instant;

/**
 * The outcome of a sealing.
 *
 * @param days all sealed days of repositories, those of before among them
 * @param written those of them that were new or had changed
 * @param removed offsets of the log whose records are gone
 * @param open days before the date that still accept events
 * @param closed the log time from which on none of them does; without meaning where there are none
 */
public record SealingResult(long days, long written, long removed, long open, Instant closed) {
    static final SealingResult NOTHING = new SealingResult(0, 0, 0, 0, Instant.EPOCH);

    SealingResult and(SealingResult other) {
        return new SealingResult(
                days + other.days,
                written + other.written,
                removed + other.removed,
                open + other.open,
                closed.isAfter(other.closed) ? closed : other.closed);
    }
}
