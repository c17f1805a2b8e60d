package dev.footfall.aggregator.query;

import dev.footfall.events.RepoId;
import java.time.LocalDate;
import java.util.Arrays;

/**
 * The downloads that make a spike: more than {@code factor} times the median of the {@link #DAYS} days before (a day without
 * downloads is 0), and at least so many that a few downloads of a new repository are no spike.
 */
public record SpikeRule(int factor, long minimum) {
    public static final int DAYS = 28;

    public SpikeRule {
        if (factor < 2) throw new IllegalArgumentException("factor < 2: " + factor);
        if (minimum < 1) throw new IllegalArgumentException("minimum < 1: " + minimum);
    }

    public boolean isSpike(long downloads, long median) {
        return downloads >= minimum && downloads > Math.multiplyExact(median, factor);
    }

    /** The median of the downloads of days, the lower one of two; sorts them. */
    public static long median(long[] downloads) {
        Arrays.sort(downloads);
        return downloads[(downloads.length - 1) / 2];
    }

    /** {@code median}: of the days before; a day without downloads is 0. */
    public record Spike(RepoId repo, LocalDate date, long downloads, long median) {}
}
