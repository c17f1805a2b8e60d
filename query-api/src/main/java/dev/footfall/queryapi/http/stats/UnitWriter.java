package dev.footfall.queryapi.http.stats;

import dev.footfall.queryapi.route.RepositoryRow;
import dev.footfall.queryapi.table.RowWriter;
import java.io.IOException;
import java.time.Instant;
import java.util.Optional;

/** Writes the sums of a series' units, of rows in the order of repository and time; units without files are left out. */
final class UnitWriter<R> implements RowWriter<RepositoryRow<R>> {
    private final Series series;
    private final UnitForm<R> form;
    private final RowWriter<RepositoryRow<R>> out;
    private Optional<RepositoryRow<R>> sum = Optional.empty();

    UnitWriter(Series series, UnitForm<R> form, RowWriter<RepositoryRow<R>> out) {
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
}
