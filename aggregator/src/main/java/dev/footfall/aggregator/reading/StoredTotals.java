package dev.footfall.aggregator.reading;

import dev.footfall.aggregator.counting.projections.Sources;
import dev.footfall.aggregator.counting.store.TotalsFormat;
import dev.footfall.aggregator.counts.DailyCounts;
import dev.footfall.aggregator.counts.SourceFiles;
import dev.footfall.aggregator.query.CountedTotals;
import java.time.LocalDate;
import java.util.List;

/** Totals of the store, as {@link TotalsFormat} has them, with the section of their sources. */
public final class StoredTotals implements CountedTotals {
    private final byte[] value;

    /** Keeps the value, which is not to be changed. */
    public StoredTotals(byte[] value) {
        this.value = value;
    }

    @Override
    public DailyCounts counts() {
        return TotalsFormat.decode(value).counts();
    }

    @Override
    public long downloads(LocalDate from, LocalDate to) {
        return TotalsFormat.decode(value)
                .recent()
                .sum(Math.toIntExact(from.toEpochDay()), Math.toIntExact(to.toEpochDay()));
    }

    @Override
    public List<SourceFiles> sources() {
        return Sources.of(value);
    }
}
