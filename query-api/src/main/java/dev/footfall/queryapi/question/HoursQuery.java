package dev.footfall.queryapi.question;

import dev.footfall.events.renames.Lineage;
import dev.footfall.queryapi.route.RowDays;
import java.time.LocalDate;

/** The hours of a repository's days of [{@code from}, {@code to}] that have a row, ascending. */
public record HoursQuery(Lineage repo, LocalDate from, LocalDate to) implements RepositoryDaysQuery<DayHours> {
    @Override
    public RowDays<DayHours> days() {
        return DayHours.ROWS;
    }
}
