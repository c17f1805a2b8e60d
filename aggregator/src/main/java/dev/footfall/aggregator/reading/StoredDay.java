package dev.footfall.aggregator.reading;

import dev.footfall.aggregator.counting.projections.RowCounts;
import dev.footfall.aggregator.counting.store.RowFormat;
import dev.footfall.aggregator.counts.DailyCounts;
import dev.footfall.aggregator.counts.DailyRow;
import dev.footfall.aggregator.counts.HourCounts;
import dev.footfall.aggregator.counts.HourlyCounts;
import dev.footfall.aggregator.counts.KindCounts;
import dev.footfall.aggregator.counts.NamedCounts;
import dev.footfall.aggregator.counts.Uniques;
import dev.footfall.aggregator.query.CountedDay;
import dev.footfall.events.ClientProduct;
import dev.footfall.events.RepoId;
import dev.footfall.rules.clients.ClientClass;
import java.time.LocalDate;
import java.util.Set;

/** A daily row of the store, as {@link RowFormat} has it, with the sections of its projections. */
public final class StoredDay implements CountedDay {
    private final RepoId repo;
    private final LocalDate date;
    private final byte[] value;

    /** Keeps the value, which is not to be changed. */
    public StoredDay(RepoId repo, LocalDate date, byte[] value) {
        this.repo = repo;
        this.date = date;
        this.value = value;
    }

    @Override
    public RepoId repo() {
        return repo;
    }

    @Override
    public LocalDate date() {
        return date;
    }

    byte[] value() {
        return value;
    }

    @Override
    public DailyRow row() {
        return RowFormat.decode(value);
    }

    @Override
    public DailyCounts counts() {
        return RowFormat.counts(value);
    }

    @Override
    public HourlyCounts hours() {
        return RowCounts.hours(value);
    }

    @Override
    public HourCounts hours(int first, int last) {
        return RowCounts.hours(value, first, last);
    }

    @Override
    public KindCounts<ClientProduct> clients() {
        return RowCounts.clients(value);
    }

    @Override
    public KindCounts<ClientClass> classes() {
        return RowCounts.classes(value);
    }

    @Override
    public long downloads(Set<ClientClass> classes) {
        return RowCounts.downloads(value, classes);
    }

    @Override
    public long visitors() {
        return RowCounts.visitors(value);
    }

    @Override
    public Uniques uniques() {
        return RowCounts.uniques(value);
    }

    @Override
    public NamedCounts named(String projection, int fewest) {
        return RowCounts.named(value, projection, fewest);
    }
}
