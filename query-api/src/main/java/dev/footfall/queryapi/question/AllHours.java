package dev.footfall.queryapi.question;

import dev.footfall.aggregator.query.DayForm;
import dev.footfall.aggregator.query.RowRange;
import dev.footfall.queryapi.auth.Caller;
import dev.footfall.queryapi.route.RowsQuery;
import java.time.LocalDate;

/** The hours of all days of a range on which something was counted, of what the caller may see. */
public record AllHours(RowRange range, Caller caller) implements RowsQuery<HoursQuery.Day> {
    @Override
    public DayForm<HoursQuery.Day> form() {
        return HoursQuery.Day::of;
    }

    @Override
    public LocalDate date(HoursQuery.Day day) {
        return day.date();
    }

    @Override
    public HoursQuery.Day sum(HoursQuery.Day one, HoursQuery.Day other) {
        return one.plus(other);
    }
}
