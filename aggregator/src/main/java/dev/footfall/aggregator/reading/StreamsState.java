package dev.footfall.aggregator.reading;

import dev.footfall.aggregator.counting.RuleSet;
import dev.footfall.aggregator.counting.heap.StoredVisitors;
import dev.footfall.aggregator.counting.projections.RowCounts;
import dev.footfall.aggregator.counting.store.CommitMark;
import dev.footfall.aggregator.counting.store.LogPosition;
import dev.footfall.aggregator.counting.store.PartitionStores;
import dev.footfall.aggregator.counting.store.TotalsFormat;
import dev.footfall.aggregator.counts.DailyCounts;
import dev.footfall.aggregator.counts.LastHour;
import dev.footfall.aggregator.counts.Openness;
import dev.footfall.aggregator.counts.SourceDay;
import dev.footfall.aggregator.live.HistoryNotRead;
import dev.footfall.aggregator.live.RegistrationKey;
import dev.footfall.aggregator.live.TopK;
import dev.footfall.aggregator.query.DayForm;
import dev.footfall.aggregator.query.HourRange;
import dev.footfall.aggregator.query.Like;
import dev.footfall.aggregator.query.LikeDay;
import dev.footfall.aggregator.query.LocalRead;
import dev.footfall.aggregator.query.LocalState;
import dev.footfall.aggregator.query.NameSearch;
import dev.footfall.aggregator.query.Readiness;
import dev.footfall.aggregator.query.RepositoryPage;
import dev.footfall.aggregator.query.RepositorySession;
import dev.footfall.aggregator.query.RowCursor;
import dev.footfall.aggregator.query.RowRange;
import dev.footfall.aggregator.query.SearchHit;
import dev.footfall.aggregator.query.Spike;
import dev.footfall.aggregator.query.SpikeRule;
import dev.footfall.aggregator.query.StateVersion;
import dev.footfall.aggregator.query.TrendingQuery;
import dev.footfall.aggregator.query.TrendingRow;
import dev.footfall.aggregator.query.UserHours;
import dev.footfall.aggregator.query.UserPage;
import dev.footfall.aggregator.topology.RecordKey;
import dev.footfall.events.Category;
import dev.footfall.events.RepoId;
import dev.footfall.events.RepoType;
import dev.footfall.events.RepositoryEvent;
import dev.footfall.events.Standing;
import dev.footfall.events.renames.Renames;
import java.security.SecureRandom;
import java.time.Instant;
import java.time.LocalDate;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.stream.Collector;
import org.apache.kafka.common.utils.Bytes;

/** {@code id} is random: another one in each process. */
record StreamsState(StoreReader reader, Registrations registrations, RuleSet rules, long id) implements LocalState {
    StreamsState(StoreReader reader, Registrations registrations, RuleSet rules) {
        this(reader, registrations, rules, new SecureRandom().nextLong());
    }

    @Override
    public int partitions() {
        return rules.partitions();
    }

    @Override
    public int partitionOf(RepoId repo) {
        return RecordKey.partitionOf(repo.keyBytes(), partitions());
    }

    @Override
    public <T> LocalRead<Optional<T>> totals(RepoId repo, Function<byte[], T> form) {
        return totals(repo, repo.keyBytes(), form);
    }

    @Override
    public LocalRead<Optional<DailyCounts>> missTotals(RepoId repo) {
        return totals(
                repo, NearbyKey.of(repo), totals -> TotalsFormat.decode(totals).counts());
    }

    private <T> LocalRead<Optional<T>> totals(RepoId repo, byte[] key, Function<byte[], T> form) {
        return reader.ask(
                partitionOf(repo),
                PartitionStores.TOTALS,
                store -> Optional.ofNullable(store.get(Bytes.wrap(key))).map(form));
    }

    @Override
    public <T> LocalRead<Map<RepoId, T>> totals(int partition, List<RepoId> repos, Function<byte[], T> form) {
        return reader.ask(partition, PartitionStores.TOTALS, store -> {
            Map<RepoId, T> found = new HashMap<>();
            for (RepoId repo : repos) {
                byte[] totals = store.get(Bytes.wrap(repo.keyBytes()));
                if (totals != null) found.put(repo, form.apply(totals));
            }
            return found;
        });
    }

    @Override
    public <T> LocalRead<List<T>> days(RepoId repo, LocalDate from, LocalDate to, DayForm<T> form) {
        return reader.ask(
                partitionOf(repo),
                PartitionStores.DAILY_ROWS,
                store -> StoredRows.listOf(store, repo, from, to, row -> form.of(StoredRows.date(row), row.value)));
    }

    @Override
    public LocalRead<List<TrendingRow>> trending(int partition, TrendingQuery query, Predicate<RepoId> visible) {
        return reader.askRanking(partition, ranking -> {
            try {
                return Optional.of(
                        ranking.top(query, visible, (range, row) -> StoredRows.forEach(reader, partition, range, row)));
            } catch (HistoryNotRead e) {
                return Optional.empty();
            }
        });
    }

    @Override
    public LocalRead<Map<RepoId, Long>> downloads(int partition, TrendingQuery query, List<RepoId> repos) {
        return reader.askBoth(partition, PartitionStores.DAILY_ROWS, (store, ranking) -> {
            Map<RepoId, Long> found = new HashMap<>();
            for (RepoId repo : repos) {
                long downloads = ranking.map(onHeap -> onHeap.downloads(repo, query))
                        .orElse(OptionalLong.empty())
                        .orElseGet(() ->
                                StoredRows.listOf(store, repo, query.from(), query.to(), row -> row.value).stream()
                                        .mapToLong(row -> RowCounts.downloads(row, query.classes()))
                                        .sum());
                if (downloads > 0) found.put(repo, downloads);
            }
            return found;
        });
    }

    @Override
    public LocalRead<List<SearchHit>> named(int partition, NameSearch search, int limit, Predicate<RepoId> visible) {
        return reader.askRanking(partition, ranking -> Optional.of(ranking.named(search, limit, visible)));
    }

    @Override
    public <T> LocalRead<RowCursor<T>> rows(int partition, RowRange range, DayForm<T> form) {
        return reader.askBoth(
                partition,
                PartitionStores.DAILY_ROWS,
                (store, ranking) -> StoredRows.open(store, ranking, range, form));
    }

    @Override
    public LocalRead<List<SourceDay>> sourceDays(int partition) {
        return reader.ask(partition, PartitionStores.PARTITION, StoredRows::sourceDays);
    }

    @Override
    public <R> LocalRead<R> sessions(
            RepoId repo, LocalDate from, LocalDate to, Collector<? super RepositorySession, ?, R> collector) {
        int partition = partitionOf(repo);
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

    @Override
    public LocalRead<StateVersion> version(int partition) {
        return reader.ask(partition, PartitionStores.DAILY_ROWS, store -> {
            LogPosition position = Optional.ofNullable(store.get(PartView.MARK))
                    .map(mark -> CommitMark.decode(mark).events())
                    .orElse(LogPosition.START);
            return new StateVersion(id, position.nextOffset(), registrations.applied());
        });
    }

    @Override
    public Standing standing(RepoId repo) {
        return registrations.standing(repo);
    }

    @Override
    public Optional<RepositoryEvent> registration(RepoId repo) {
        return registrations.of(repo);
    }

    @Override
    public Renames renames() {
        return registrations.renames();
    }

    @Override
    public List<RepositoryEvent> registered(RepoType type, RepositoryPage page) {
        return registrations.of(type, page);
    }

    @Override
    public List<RepositoryEvent> registered(Category category, RepositoryPage page) {
        return registrations.of(category, page);
    }

    @Override
    public LocalRead<List<RepoId>> counted(int partition, RepoType type, RepositoryPage page) {
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

    private <T> LocalRead<T> likes(int partition, Function<StoredLikes, T> read) {
        return reader.ask(partition, PartitionStores.LIKES, store -> read.apply(new StoredLikes(store)));
    }

    @Override
    public LocalRead<Long> likes(RepoId repo) {
        return likes(partitionOf(repo), stored -> stored.number(repo.keyBytes()));
    }

    @Override
    public LocalRead<Long> missLikes(RepoId repo) {
        return likes(partitionOf(repo), stored -> stored.number(NearbyKey.of(repo)));
    }

    @Override
    public LocalRead<Boolean> isLiked(RepoId repo, String user) {
        return likes(partitionOf(repo), stored -> stored.isLiked(repo, user));
    }

    @Override
    public LocalRead<List<Like>> likers(RepoId repo, Predicate<String> user, int limit) {
        var best = new TopK<Like>(limit, Comparator.naturalOrder(), like -> user.test(like.user()));
        return likes(partitionOf(repo), stored -> stored.ofRepository(repo, best));
    }

    @Override
    public LocalRead<List<LikeDay>> likeDays(RepoId repo, LocalDate from, LocalDate to) {
        return likes(partitionOf(repo), stored -> stored.days(repo, from, to));
    }

    @Override
    public LocalRead<List<Like>> likedBy(int partition, String user, Predicate<RepoId> visible, int limit) {
        var best = new TopK<Like>(limit, Comparator.naturalOrder(), like -> visible.test(like.repo()));
        return likes(partition, stored -> stored.ofUser(user, best));
    }

    @Override
    public LocalRead<UserHours> userHours(int partition, String user, HourRange period, Predicate<RepoId> visible) {
        return reader.ask(
                partition, PartitionStores.USER_DAYS, store -> new StoredUserDays(store, period, visible).ofUser(user));
    }

    @Override
    public LocalRead<UserPage> users(
            int partition, HourRange period, Optional<String> after, Predicate<RepoId> visible) {
        return reader.ask(
                partition,
                PartitionStores.USER_DAYS,
                store -> new StoredUserDays(store, period, visible)
                        .users(after, UserPage.MOST, registrations.latestRenames()));
    }

    @Override
    public LocalRead<LastHour> arrivals(int partition, Instant from, Instant stepsFrom, Set<Openness> seen) {
        return reader.askArrivals(
                partition, arrivals -> arrivals.since(from.toEpochMilli(), stepsFrom.toEpochMilli(), seen));
    }

    @Override
    public LocalRead<List<Spike>> spikes(int partition, LocalDate date, SpikeRule rule) {
        return reader.askRanking(partition, ranking -> Optional.of(ranking.spikes(date, rule)));
    }

    @Override
    public Readiness readiness() {
        return reader.readiness();
    }
}
