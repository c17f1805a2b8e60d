package dev.footfall.operations.sealing;

import java.time.Instant;
import java.util.List;
import java.util.stream.Stream;

/** {@code closed}: the log time from which none of the {@code open} days before the date accepts events. */
public record SealingResult(long days, long written, long removed, long open, Instant closed, Kept kept) {
    static final SealingResult NOTHING = new SealingResult(0, 0, 0, 0, Instant.EPOCH, new Kept(0, List.of()));

    /** Days not written again: {@code others} sealed by other rules; {@code altered} under the same, as none may. */
    public record Kept(long others, List<String> altered) {
        Kept and(Kept other) {
            return new Kept(
                    others + other.others,
                    Stream.concat(altered.stream(), other.altered.stream()).toList());
        }
    }

    SealingResult and(SealingResult other) {
        return new SealingResult(
                days + other.days,
                written + other.written,
                removed + other.removed,
                open + other.open,
                closed.isAfter(other.closed) ? closed : other.closed,
                kept.and(other.kept));
    }
}
