package dev.footfall.queryapi.question;

import dev.footfall.aggregator.projection.Classes;
import dev.footfall.aggregator.query.RepositoryDay;
import dev.footfall.aggregator.rollup.ClassCounts;
import java.time.LocalDate;

/**
 * One repository's day with its classes of clients.
 *
 * @param counts its row
 * @param classes its downloads by class of client
 */
public record ClassDay(RepositoryDay counts, ClassCounts classes) {
    LocalDate date() {
        return counts.date();
    }

    ClassDay plus(ClassDay other) {
        return new ClassDay(counts.plus(other.counts), classes.plus(other.classes));
    }

    static ClassDay of(LocalDate date, byte[] row) {
        return new ClassDay(RepositoryDay.of(date, row), Classes.of(row));
    }
}
