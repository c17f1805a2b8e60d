package dev.footfall.queryapi.http.stats;

import dev.footfall.aggregator.query.RowCursor.RepositoryRow;
import dev.footfall.queryapi.http.CommonSchemas;
import dev.footfall.queryapi.http.RowExport;
import dev.footfall.queryapi.http.stats.Series.Form;
import dev.footfall.queryapi.table.Table;
import dev.footfall.queryapi.table.Table.RowWriter;
import dev.footfall.queryapi.table.TableFormat;
import java.io.IOException;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;

/** Writes the sums of a series' units, of rows in the order of repository and time; units without files are left out. */
final class UnitWriter<R> implements RowWriter<RepositoryRow<R>> {
    private final Series series;
    private final Form<R> form;
    private final RowWriter<RepositoryRow<R>> out;
    private Optional<RepositoryRow<R>> sum = Optional.empty();

    private UnitWriter(Series series, Form<R> form, RowWriter<RepositoryRow<R>> out) {
        this.series = series;
        this.form = form;
        this.out = out;
    }

    @Override
    public void write(RepositoryRow<R> row) throws IOException {
        Instant time = form.begin().apply(row.day());
        if (!series.contains(time)) return;
        Instant unit = series.unit(time);
        boolean isSame = sum.isPresent()
                && sum.get().repo().equals(row.repo())
                && form.begin().apply(sum.get().day()).equals(unit);
        if (!isSame) writeSum();
        R day = isSame ? form.plus().apply(sum.orElseThrow().day(), row.day()) : form.at(unit, row.day());
        sum = Optional.of(new RepositoryRow<>(row.repo(), day));
    }

    private void writeSum() throws IOException {
        if (sum.isPresent()) out.write(sum.get());
    }

    @Override
    public void close() throws IOException {
        try (out) {
            writeSum();
        }
    }

    record Units<R>(Series series, Form<R> form, Table<RepositoryRow<R>> table) {
        Units<R> shown() {
            return new Units<>(
                    series, form, series.shown(table, row -> form.begin().apply(row.day())));
        }

        static <R> Table<RepositoryRow<R>> table(Table<R> columns) {
            return Table.<RepositoryRow<R>>of(
                            CommonSchemas.type(RepositoryRow::repo), CommonSchemas.id(RepositoryRow::repo))
                    .and(columns, RepositoryRow::day);
        }

        private RowWriter<RepositoryRow<R>> units(RowWriter<RepositoryRow<R>> out) {
            RowWriter<RepositoryRow<R>> withFiles = row -> {
                if (form.hasFiles().test(row.day())) out.write(row);
            };
            return series.isOf(form.counted()) ? withFiles : new UnitWriter<>(series, form, withFiles);
        }

        /** {@code each}: the rows of one day. */
        <T> RowExport.Body<T> body(TableFormat format, Function<T, List<R>> each) {
            return (days, out) -> {
                try (RowWriter<RepositoryRow<R>> rows = format.writer(table, out);
                        RowWriter<RepositoryRow<R>> units = units(rows)) {
                    while (days.hasNext()) {
                        RepositoryRow<T> day = days.next();
                        for (R row : each.apply(day.day())) units.write(new RepositoryRow<>(day.repo(), row));
                    }
                }
            };
        }
    }
}
