package dev.footfall.aggregator.reading;

import dev.footfall.aggregator.counting.RuleSet;
import dev.footfall.aggregator.counting.heap.StoredVisitors;
import dev.footfall.aggregator.counting.store.PartitionStores;
import dev.footfall.aggregator.query.CountedDay;
import dev.footfall.aggregator.query.CountedDays;
import dev.footfall.aggregator.query.DayReader;
import dev.footfall.aggregator.query.LocalRead;
import dev.footfall.aggregator.query.Partitioning;
import dev.footfall.aggregator.query.RepositorySession;
import dev.footfall.aggregator.query.RowRange;
import dev.footfall.events.RepoId;
import java.time.LocalDate;
import java.util.List;
import java.util.function.Function;
import java.util.stream.Collector;

record StreamsDays(StoreReader reader, Partitioning partitioning, RuleSet rules) implements DayReader {
    @Override
    public <T> LocalRead<List<T>> of(RepoId repo, LocalDate from, LocalDate to, Function<CountedDay, T> form) {
        return reader.ask(
                partitioning.partitionOf(repo),
                PartitionStores.DAILY_ROWS,
                store -> StoredRows.listOf(store, repo, from, to, row -> form.apply(StoredRows.day(repo, row))));
    }

    @Override
    public LocalRead<CountedDays> all(int partition, RowRange range, boolean isOfEvery) {
        return reader.askBoth(
                partition,
                PartitionStores.DAILY_ROWS,
                (store, ranking) -> StoredRows.open(store, ranking, range, isOfEvery));
    }

    @Override
    public <R> LocalRead<R> sessions(
            RepoId repo, LocalDate from, LocalDate to, Collector<? super RepositorySession, ?, R> collector) {
        int partition = partitioning.partitionOf(repo);
        var openDays = new OpenDays(
                reader, new StoredVisitors(rules.projections()), rules.rules().retention());
        return openDays.sessions(
                partition,
                () -> reader.ask(
                        partition,
                        PartitionStores.DAILY_ROWS,
                        store -> StoredRows.listOf(store, repo, from, to, row -> OpenDay.of(row.key.get(), row.value))),
                collector);
    }
}
