package dev.footfall.aggregator.session;

import dev.footfall.rules.ExclusionReason;
import java.util.Collections;
import java.util.EnumMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * One repository's UTC day.
 *
 * @param openedMillis log time of the first counted event, milliseconds since 1970; without meaning before there is one
 * @param merged the downloads by which the counts have fallen: an event that came late made one of two
 */
public record DailyRow(long openedMillis, DailyCounts counts, ExcludedCounts excluded, long merged) {
    public static final DailyRow EMPTY = new DailyRow(0, DailyCounts.ZERO, ExcludedCounts.NONE);

    /** A row whose counts have never fallen. */
    public DailyRow(long openedMillis, DailyCounts counts, ExcludedCounts excluded) {
        this(openedMillis, counts, excluded, 0);
    }

    /** Numbers of events that were not counted, by reason. Immutable. */
    public static final class ExcludedCounts {
        public static final ExcludedCounts NONE = new ExcludedCounts(Map.of());

        private final EnumMap<ExclusionReason, Long> numbers;

        /** Counts by reason, each ≥ 1. */
        public ExcludedCounts(Map<ExclusionReason, Long> byReason) {
            this.numbers = new EnumMap<>(ExclusionReason.class);
            numbers.putAll(byReason);
        }

        /** The reasons that occurred, with numbers ≥ 1. */
        public Map<ExclusionReason, Long> byReason() {
            return Collections.unmodifiableMap(numbers);
        }

        public long total() {
            return numbers.values().stream().mapToLong(Long::longValue).sum();
        }

        @Override
        public boolean equals(@Nullable Object other) {
            return other instanceof ExcludedCounts counts && numbers.equals(counts.numbers);
        }

        @Override
        public int hashCode() {
            return numbers.hashCode();
        }

        @Override
        public String toString() {
            return numbers.toString();
        }
    }
}
