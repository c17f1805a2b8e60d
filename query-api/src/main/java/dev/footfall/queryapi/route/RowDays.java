package dev.footfall.queryapi.route;

import dev.footfall.aggregator.query.DayForm;
import java.time.LocalDate;
import java.util.function.BinaryOperator;
import java.util.function.Function;

/** The day of a row, its date, and the sum of two of the same date. */
public record RowDays<T>(DayForm<T> form, Function<T, LocalDate> date, BinaryOperator<T> sum) {}
