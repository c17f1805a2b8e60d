package dev.footfall.queryapi.gaps;

import java.time.Instant;
import java.util.Comparator;

/** Whole hours of one source whose data is missing or incomplete. {@code reason} is empty for what the log shows. */
public record Gap(String source, Instant from, Instant to, GapOrigin origin, String reason) implements Comparable<Gap> {
    private static final Comparator<Gap> BY_TIME =
            Comparator.comparing(Gap::from).thenComparing(Gap::source).thenComparing(Gap::to);

    public Gap {
        if (!from.isBefore(to)) throw new IllegalArgumentException("a gap from " + from + " to " + to);
    }

    static Gap found(String source, Instant from, Instant to) {
        return new Gap(source, from, to, GapOrigin.FOUND, "");
    }

    public boolean overlaps(Instant start, Instant end) {
        return from.isBefore(end) && to.isAfter(start);
    }

    @Override
    public int compareTo(Gap other) {
        return BY_TIME.compare(this, other);
    }
}
