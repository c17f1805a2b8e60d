package dev.footfall.dialects.analytics;

/** {@code hour}: the hour, or the first of the day; {@code files}: at least one. */
public record SeriesPoint(long hour, long files) {
    SeriesPoint plus(SeriesPoint other) {
        return new SeriesPoint(hour, files + other.files);
    }
}
