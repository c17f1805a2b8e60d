package dev.footfall.queryapi.http.stats;

import dev.footfall.queryapi.http.CommonSchemas;
import dev.footfall.queryapi.http.RowExport;
import dev.footfall.queryapi.route.RepositoryRow;
import dev.footfall.queryapi.table.RowWriter;
import dev.footfall.queryapi.table.Table;
import dev.footfall.queryapi.table.TableFormat;
import java.util.List;
import java.util.function.Function;

record SeriesUnits<R>(Series series, UnitForm<R> form, Table<RepositoryRow<R>> table) {
    SeriesUnits<R> shown() {
        return new SeriesUnits<>(
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
    <T> RowExport.RowsBody<T> body(TableFormat format, Function<T, List<R>> each) {
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
