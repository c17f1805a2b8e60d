package dev.footfall.queryapi.gaps;

import java.time.Instant;
import java.util.Comparator;

/** Whole hours of one source whose data is missing or incomplete. {@code reason} is empty for what the log shows. */
public record Gap(String source, Instant from, Instant to, Origin origin, String reason) implements Comparable<Gap> {
    private static final Comparator<Gap> BY_TIME =
            Comparator.comparing(Gap::from).thenComparing(Gap::source).thenComparing(Gap::to);

    public enum Origin {
        /** The log has no data where the source used to have some. */
        FOUND,
        DECLARED
    }

    public Gap {
        if (!from.isBefore(to)) throw new IllegalArgumentException("a gap from " + from + " to " + to);
    }

    static Gap found(String source, Instant from, Instant to) {
        return new Gap(source, from, to, Origin.FOUND, "");
    }

    public boolean overlaps(Instant start, Instant end) {
        return from.isBefore(end) && to.isAfter(start);
    }

    @Override
    public int compareTo(Gap other) {
        return BY_TIME.compare(this, other);
    }
}
