package dev.footfall.queryapi.question;

import dev.footfall.events.renames.Lineage;
import dev.footfall.queryapi.route.RowDays;
import java.time.LocalDate;

public record ClassDaysQuery(Lineage repo, LocalDate from, LocalDate to) implements RepositoryDaysQuery<ClassDay> {
    @Override
    public RowDays<ClassDay> days() {
        return ClassDay.ROWS;
    }
}
