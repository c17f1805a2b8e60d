package dev.footfall.queryapi.question;

import dev.footfall.aggregator.query.DayForm;
import dev.footfall.aggregator.query.RowRange;
import dev.footfall.queryapi.auth.Caller;
import dev.footfall.queryapi.route.RowsQuery;
import java.time.LocalDate;

/** The same days as {@link AllRows}, with the classes of clients of each. */
public record AllClasses(RowRange range, Caller caller) implements RowsQuery<ClassDay> {
    @Override
    public DayForm<ClassDay> form() {
        return ClassDay::of;
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
