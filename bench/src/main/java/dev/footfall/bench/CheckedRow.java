package dev.footfall.bench;

import com.fasterxml.jackson.databind.JsonNode;
import dev.footfall.aggregator.counts.DailyCounts;
import dev.footfall.aggregator.counts.ExcludedCounts;
import dev.footfall.rules.ExclusionReason;
import java.time.LocalDate;
import java.util.Comparator;
import java.util.EnumMap;
import java.util.Map;
import java.util.function.ToLongFunction;

/** {@code rank} is the repository's place in the catalog's order, {@code epochDay} in days since 1970. */
public record CheckedRow(int rank, int epochDay, DailyCounts counts, ExcludedCounts excluded) {
    static final Comparator<CheckedRow> ORDER =
            Comparator.comparingInt(CheckedRow::rank).thenComparingInt(CheckedRow::epochDay);

    static CheckedRow of(int rank, LocalDate day, JsonNode json) {
        JsonNode excluded = json.path("excluded");
        return new CheckedRow(
                rank,
                (int) day.toEpochDay(),
                new DailyCounts(
                        json.path("downloads").asLong(),
                        json.path("authenticated").asLong(),
                        json.path("files").asLong(),
                        json.path("bytes").asLong()),
                excluded(reason -> excluded.path(reason.label()).asLong()));
    }

    static ExcludedCounts excluded(ToLongFunction<ExclusionReason> events) {
        Map<ExclusionReason, Long> byReason = new EnumMap<>(ExclusionReason.class);
        for (ExclusionReason reason : ExclusionReason.values()) {
            long number = events.applyAsLong(reason);
            if (number != 0) byReason.put(reason, number);
        }
        return new ExcludedCounts(byReason);
    }
}
