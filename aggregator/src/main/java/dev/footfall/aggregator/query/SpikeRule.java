package dev.footfall.aggregator.query;

import dev.footfall.events.RepoId;
import java.time.LocalDate;
import java.util.List;
import java.util.Optional;

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

    /** The least downloads that one of so many names has on the day of a spike of their sums. */
    public long leastOfOne(int names) {
        return (minimum + names - 1) / names;
    }

    public boolean isSpike(long downloads, long median) {
        return downloads >= minimum && downloads > Math.multiplyExact(median, factor);
    }

    /** The spike of a day, by its downloads after those of the {@link #DAYS} days before; empty if it is none. */
    public Optional<Spike> spike(RepoId repo, LocalDate date, List<Long> downloads) {
        long ofDay = downloads.get(DAYS);
        long median = downloads.stream().limit(DAYS).sorted().toList().get((DAYS - 1) / 2);
        return isSpike(ofDay, median) ? Optional.of(new Spike(repo, date, ofDay, median)) : Optional.empty();
    }
}
