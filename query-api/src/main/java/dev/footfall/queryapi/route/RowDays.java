package dev.footfall.queryapi.route;

import dev.footfall.aggregator.query.CountedDay;
import java.time.LocalDate;
import java.util.Optional;
import java.util.function.BinaryOperator;
import java.util.function.Function;

/**
 * The form of a row's day, its date, and the sum of two of the same date. {@code isOfEvery}: also days on which every event was
 * excluded.
 */
public record RowDays<T>(
        Function<CountedDay, T> form, Function<T, LocalDate> date, BinaryOperator<T> sum, boolean isOfEvery) {
    public RowDays(Function<CountedDay, T> form, Function<T, LocalDate> date, BinaryOperator<T> sum) {
        this(form, date, sum, false);
    }

    /** The same form of all days. */
    public RowDays<T> ofEvery() {
        return new RowDays<>(form, date, sum, true);
    }

    /** Empty for a day that has no row. */
    Optional<T> of(CountedDay day) {
        return isOfEvery || day.hasFiles() ? Optional.of(form.apply(day)) : Optional.empty();
    }
}
