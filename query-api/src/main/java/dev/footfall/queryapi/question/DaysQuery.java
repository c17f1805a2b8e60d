package dev.footfall.queryapi.question;

import dev.footfall.events.renames.Lineage;
import dev.footfall.queryapi.route.RowDays;
import java.time.LocalDate;

/** The days of [{@code from}, {@code to}] that have a row, ascending. */
public record DaysQuery(Lineage repo, LocalDate from, LocalDate to) implements RepositoryDaysQuery<RepositoryDay> {
    @Override
    public RowDays<RepositoryDay> days() {
        return RepositoryDay.ROWS;
    }
}
