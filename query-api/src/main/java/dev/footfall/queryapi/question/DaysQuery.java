package dev.footfall.queryapi.question;

import dev.footfall.events.renames.Lineage;
import dev.footfall.queryapi.route.BalancedDays;
import dev.footfall.queryapi.route.RowDays;
import java.time.LocalDate;
import java.util.Optional;

/** The days of [{@code from}, {@code to}] that have a row, or a balance if they are asked for with those, ascending. */
public record DaysQuery(Lineage repo, LocalDate from, LocalDate to, boolean isWithBalances)
        implements RepositoryDaysQuery<RepositoryDay> {
    /** Only what was counted. */
    public DaysQuery(Lineage repo, LocalDate from, LocalDate to) {
        this(repo, from, to, false);
    }

    @Override
    public RowDays<RepositoryDay> days() {
        return RepositoryDay.ROWS;
    }

    @Override
    public Optional<BalancedDays<RepositoryDay>> balanced() {
        return isWithBalances ? Optional.of(RepositoryDay.BALANCED) : Optional.empty();
    }
}
