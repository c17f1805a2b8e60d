package dev.footfall.aggregator.query;

import dev.footfall.events.RepoType;
import java.time.LocalDate;
import java.time.temporal.ChronoUnit;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * The daily rows of a period.
 *
 * @param type of repositories of this type; empty for all
 * @param from the first day
 * @param to the last one, inclusive
 */
public record RowRange(Optional<RepoType> type, LocalDate from, LocalDate to) {
    private static final List<RepoType> ALL_TYPES = Stream.of(RepoType.values())
            .sorted(Comparator.comparing(RepoType::label))
            .toList();

    /** The number of its days. */
    public long days() {
        return ChronoUnit.DAYS.between(from, to) + 1;
    }

    /** The types of its repositories, in the order of keys. */
    public List<RepoType> types() {
        return type.map(List::of).orElse(ALL_TYPES);
    }
}
