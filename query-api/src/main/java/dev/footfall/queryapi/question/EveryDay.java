package dev.footfall.queryapi.question;

import dev.footfall.aggregator.query.DayForm;
import dev.footfall.aggregator.query.LocalRead;
import dev.footfall.aggregator.query.RowCursor;
import dev.footfall.aggregator.query.RowRange;
import dev.footfall.queryapi.auth.Caller;
import dev.footfall.queryapi.route.PartitionView;
import dev.footfall.queryapi.route.RowsQuery;
import java.time.LocalDate;

/**
 * All days of a range, with their classes, also those on which every event was excluded, of all repositories, visible or
 * not: two states are compared by all that they counted.
 */
public record EveryDay(RowRange range) implements RowsQuery<ClassDay> {
    @Override
    public DayForm<ClassDay> form() {
        return DayForm.ofEvery(ClassDay::of);
    }

    @Override
    public Caller caller() {
        throw new UnsupportedOperationException("no row depends on a caller");
    }

    /** The rows as they are counted, each under the name in its events. */
    @Override
    public LocalRead<RowCursor<ClassDay>> answer(PartitionView view) {
        return read(view);
    }

    @Override
    public LocalDate date(ClassDay day) {
        return day.date();
    }

    @Override
    public ClassDay sum(ClassDay one, ClassDay other) {
        return one.plus(other);
    }
}
