package dev.footfall.queryapi.states;

import java.time.LocalDate;
import java.util.Optional;

/** {@code days} counts the days of repositories that differ; {@code first} is empty if nothing differs. */
public record StateChange(
        long days, Optional<LocalDate> first, Optional<LocalDate> last, StateTotals before, StateTotals after) {
    public static final StateChange NONE =
            new StateChange(0, Optional.empty(), Optional.empty(), StateTotals.ZERO, StateTotals.ZERO);

    public StateChange and(DayChange day) {
        StateTotals sumBefore = before.plus(day.totalsBefore());
        StateTotals sumAfter = after.plus(day.totalsAfter());
        if (!day.isChanged()) return new StateChange(days, first, last, sumBefore, sumAfter);
        Optional<LocalDate> earliest = first.filter(day.date()::isAfter).or(() -> Optional.of(day.date()));
        Optional<LocalDate> latest = last.filter(day.date()::isBefore).or(() -> Optional.of(day.date()));
        return new StateChange(days + 1, earliest, latest, sumBefore, sumAfter);
    }
}
