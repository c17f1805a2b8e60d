package dev.footfall.queryapi.question;

import dev.footfall.events.renames.Lineage;
import dev.footfall.queryapi.route.BalancedDays;
import dev.footfall.queryapi.route.RowDays;
import java.time.LocalDate;
import java.util.Optional;

/** As {@link DaysQuery}, with the classes of clients, which cost more. */
public record ClassDaysQuery(Lineage repo, LocalDate from, LocalDate to, boolean isWithBalances)
        implements RepositoryDaysQuery<ClassDay> {
    /** Only what was counted. */
    public ClassDaysQuery(Lineage repo, LocalDate from, LocalDate to) {
        this(repo, from, to, false);
    }

    @Override
    public RowDays<ClassDay> days() {
        return ClassDay.ROWS;
    }

    @Override
    public Optional<BalancedDays<ClassDay>> balanced() {
        return isWithBalances ? Optional.of(ClassDay.BALANCED) : Optional.empty();
    }
}
