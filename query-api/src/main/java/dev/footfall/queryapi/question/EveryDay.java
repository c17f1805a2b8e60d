package dev.footfall.queryapi.question;

import dev.footfall.aggregator.query.DayForm;
import dev.footfall.aggregator.query.RowRange;
import dev.footfall.queryapi.auth.Caller;
import dev.footfall.queryapi.route.RowsQuery;

/** All days of a range, with their classes, also those on which every event was excluded, of what the caller may see. */
public record EveryDay(RowRange range, Caller caller) implements RowsQuery<ClassDay> {
    @Override
    public DayForm<ClassDay> form() {
        return DayForm.ofEvery(ClassDay::of);
    }
}
