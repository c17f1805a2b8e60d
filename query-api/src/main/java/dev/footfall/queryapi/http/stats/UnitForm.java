package dev.footfall.queryapi.http.stats;

import java.time.Instant;
import java.util.function.BinaryOperator;
import java.util.function.Function;
import java.util.function.Predicate;

/**
 * @param counted the length of their time
 * @param plus the sum, with the time of the first
 */
record UnitForm<R>(
        Interval counted,
        Function<R, Instant> begin,
        Function<Instant, R> empty,
        BinaryOperator<R> plus,
        Predicate<R> hasFiles) {
    R at(Instant unit, R row) {
        return plus.apply(empty.apply(unit), row);
    }
}
