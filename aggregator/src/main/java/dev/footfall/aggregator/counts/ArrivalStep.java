package dev.footfall.aggregator.counts;

/**
 * {@code atMillis}: its beginning, a multiple of {@link LastHour#STEP_MILLIS}; {@code downloads}: those that came less
 * those that went, which can be negative.
 */
public record ArrivalStep(long atMillis, long downloads, long files, long bytes) {
    public ArrivalStep plus(ArrivalStep other) {
        long sum = DailyCounts.saturatedSum(bytes, other.bytes);
        return new ArrivalStep(atMillis, downloads + other.downloads, files + other.files, sum);
    }
}
