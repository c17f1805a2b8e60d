package dev.footfall.queryapi.question;

import dev.footfall.aggregator.query.DayForm;
import dev.footfall.aggregator.query.RepositoryDay;
import dev.footfall.aggregator.query.RowRange;
import dev.footfall.queryapi.auth.Caller;
import dev.footfall.queryapi.route.RowsQuery;
import java.time.LocalDate;

/** The counts of all days of a range on which something was counted, of what the caller may see. */
public record AllRows(RowRange range, Caller caller) implements RowsQuery<RepositoryDay> {
    @Override
    public DayForm<RepositoryDay> form() {
        return RepositoryDay::of;
    }

    @Override
    public LocalDate date(RepositoryDay day) {
        return day.date();
    }

    @Override
    public RepositoryDay sum(RepositoryDay one, RepositoryDay other) {
        return one.plus(other);
    }
}
