package dev.footfall.queryapi.question;

import dev.footfall.aggregator.projection.Classes;
import dev.footfall.aggregator.query.DayForm;
import dev.footfall.aggregator.query.RepositoryDay;
import dev.footfall.aggregator.query.RowRange;
import dev.footfall.aggregator.rollup.ClassCounts;
import dev.footfall.queryapi.auth.Caller;
import dev.footfall.queryapi.route.RowsQuery;
import java.time.LocalDate;

/** The same days as {@link AllRows}, with the classes of clients of each. */
public record AllClasses(RowRange range, Caller caller) implements RowsQuery<AllClasses.Day> {
    /**
     * One repository's day.
     *
     * @param counts its row
     * @param classes its downloads by class of clients
     */
    public record Day(RepositoryDay counts, ClassCounts classes) {
        static Day of(LocalDate date, byte[] row) {
            return new Day(RepositoryDay.of(date, row), Classes.of(row));
        }
    }

    @Override
    public DayForm<Day> form() {
        return Day::of;
    }
}
