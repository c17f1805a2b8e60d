package dev.footfall.aggregator.query;

import dev.footfall.events.RepoType;
import java.time.LocalDate;
import java.time.temporal.ChronoUnit;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** The daily rows of a period, both days included; of all types if there is none. */
public record RowRange(Optional<RepoType> type, LocalDate from, LocalDate to) {
    private static final List<RepoType> ALL_TYPES = Stream.of(RepoType.values())
            .sorted(Comparator.comparing(RepoType::label))
            .toList();

    public long days() {
        return ChronoUnit.DAYS.between(from, to) + 1;
    }

    public List<RepoType> types() {
        return type.map(List::of).orElse(ALL_TYPES);
    }
}
