package dev.footfall.queryapi.table;

import dev.footfall.web.openapi.Schema;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.function.Function;

/**
 * A column of a table.
 *
 * @param name its key in JSON and its heading in CSV
 * @param schema the shape of its values; of an object's, CSV has a column for each property, called {@code name_property}
 * @param value its value in a row: an {@link Integer}, a {@link Long}, a {@link Double}, a {@link Boolean}, a list of these,
 *     which is one cell in CSV with spaces in it, a map from properties to such values, where CSV writes a missing one as 0,
 *     an {@link java.util.Optional} of one, which is {@code null} in JSON and nothing in CSV when it is empty, or anything whose
 *     {@code toString} is its text
 */
public record Column<R>(String name, Schema schema, Function<R, ?> value) {
    public static <R> Column<R> count(String name, Function<R, Long> value) {
        return new Column<>(name, Schema.count(), value);
    }

    /** A number of things on each of several days. */
    public static <R> Column<R> counts(String name, Function<R, List<Long>> value) {
        return new Column<>(name, Schema.list(Schema.count()), value);
    }

    public static <R> Column<R> text(String name, Function<R, String> value) {
        return new Column<>(name, Schema.text(), value);
    }

    public static <R> Column<R> date(String name, Function<R, LocalDate> value) {
        return new Column<>(name, Schema.date(), value);
    }

    public static <R> Column<R> time(String name, Function<R, Instant> value) {
        return new Column<>(name, Schema.time(), value);
    }

    public static <R> Column<R> bool(String name, Function<R, Boolean> value) {
        return new Column<>(name, Schema.bool(), value);
    }

    public <S> Column<S> of(Function<S, R> inner) {
        return new Column<>(name, schema, row -> value.apply(inner.apply(row)));
    }
}
