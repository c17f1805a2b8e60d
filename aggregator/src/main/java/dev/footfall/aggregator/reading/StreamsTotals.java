package dev.footfall.aggregator.reading;

import dev.footfall.aggregator.counting.store.PartitionStores;
import dev.footfall.aggregator.counts.DailyCounts;
import dev.footfall.aggregator.counts.SourceFiles;
import dev.footfall.aggregator.live.RegistrationKey;
import dev.footfall.aggregator.query.CountedTotals;
import dev.footfall.aggregator.query.ListPage;
import dev.footfall.aggregator.query.LocalRead;
import dev.footfall.aggregator.query.Partitioning;
import dev.footfall.aggregator.query.TotalsReader;
import dev.footfall.events.RepoId;
import dev.footfall.events.RepoType;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.kafka.common.utils.Bytes;

record StreamsTotals(StoreReader reader, Partitioning partitioning) implements TotalsReader {
    @Override
    public LocalRead<Optional<DailyCounts>> of(RepoId repo) {
        return known(repo, repo.keyBytes());
    }

    @Override
    public LocalRead<Optional<DailyCounts>> miss(RepoId repo) {
        return known(repo, NearbyKey.of(repo));
    }

    /** Only what was counted has totals: a row without them is one of excluded events. */
    private LocalRead<Optional<DailyCounts>> known(RepoId repo, byte[] key) {
        LocalRead<Optional<DailyCounts>> counted = read(repo, key).map(found -> found.map(CountedTotals::counts));
        return counted.then(found -> found.isPresent() ? counted : rows(repo, key));
    }

    private LocalRead<Optional<DailyCounts>> rows(RepoId repo, byte[] key) {
        return reader.ask(
                partitioning.partitionOf(repo),
                PartitionStores.DAILY_ROWS,
                store -> StoredRows.hasAny(store, key) ? Optional.of(DailyCounts.ZERO) : Optional.empty());
    }

    @Override
    public LocalRead<List<SourceFiles>> sources(RepoId repo) {
        return read(repo, repo.keyBytes())
                .map(found -> found.map(CountedTotals::sources).orElse(List.of()));
    }

    private LocalRead<Optional<CountedTotals>> read(RepoId repo, byte[] key) {
        return reader.ask(
                partitioning.partitionOf(repo),
                PartitionStores.TOTALS,
                store -> Optional.ofNullable(store.get(Bytes.wrap(key))).map(StoredTotals::new));
    }

    @Override
    public LocalRead<Map<RepoId, CountedTotals>> ofEach(int partition, List<RepoId> repos) {
        return reader.ask(partition, PartitionStores.TOTALS, store -> {
            Map<RepoId, CountedTotals> found = new HashMap<>();
            for (RepoId repo : repos) {
                byte[] totals = store.get(Bytes.wrap(repo.keyBytes()));
                if (totals != null) found.put(repo, new StoredTotals(totals));
            }
            return found;
        });
    }

    @Override
    public LocalRead<List<RepoId>> counted(int partition, RepoType type, ListPage<RepoId> page) {
        return reader.ask(
                partition,
                PartitionStores.TOTALS,
                store -> Registrations.page(
                        store,
                        RegistrationKey.prefix(type),
                        page,
                        RepoId::keyBytes,
                        entry -> Optional.of(RegistrationKey.member(entry.key.get(), 0))));
    }
}
