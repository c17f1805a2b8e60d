package dev.footfall.aggregator.reading;

import dev.footfall.aggregator.cluster.Membership;
import dev.footfall.aggregator.counting.arrivals.ArrivalsByOpenness;
import dev.footfall.aggregator.counting.store.CommitMark;
import dev.footfall.aggregator.counting.store.LogPosition;
import dev.footfall.aggregator.counting.store.PartitionStores;
import dev.footfall.aggregator.counting.store.StoreKey;
import dev.footfall.aggregator.counting.store.TotalsFormat;
import dev.footfall.aggregator.life.LifeEvent;
import dev.footfall.aggregator.life.PartitionLife;
import dev.footfall.aggregator.likes.LikeKey;
import dev.footfall.aggregator.likes.LikeValue;
import dev.footfall.aggregator.live.TrendingIndex;
import dev.footfall.aggregator.query.AsOf;
import dev.footfall.aggregator.query.LocalRead;
import dev.footfall.aggregator.query.Readiness;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.BiFunction;
import java.util.function.Function;
import java.util.function.LongSupplier;
import java.util.function.Supplier;
import org.apache.kafka.common.utils.Bytes;
import org.apache.kafka.streams.state.KeyValueIterator;
import org.apache.kafka.streams.state.ReadOnlyKeyValueStore;

/** The stores of all partitions on this node, followed or counted; {@link CommitMark} says how current they are. */
final class StandbyStores implements StoreReader {
    private final NodeStores stores;
    private final ActiveStores counted;
    private final RestoreProgress copies;
    private final Membership membership;
    private final String rules;
    private final StandbyRankings rankings;

    /** {@code rules}: the digest of this node's. */
    StandbyStores(
            NodeContents contents, ActiveStores counted, Membership membership, String rules, LongSupplier nanos) {
        this.stores = counted.stores();
        this.counted = counted;
        this.copies = contents.copies();
        this.membership = membership;
        this.rules = rules;
        this.rankings = new StandbyRankings(this, nanos);
    }

    @Override
    public <R> LocalRead<R> askBoth(
            int partition,
            String part,
            BiFunction<ReadOnlyKeyValueStore<Bytes, byte[]>, Optional<TrendingIndex>, R> read) {
        LocalRead<R> own = counted.askBoth(partition, part, read);
        return own instanceof LocalRead.Found<R> || counted.isMute(partition)
                ? own
                : askMarked(partition, part, (open, position) -> read.apply(open, Optional.empty()));
    }

    @Override
    public <R> LocalRead<R> askVisitors(int partition, Function<ReadOnlyKeyValueStore<Bytes, byte[]>, R> read) {
        return counted.askVisitors(partition, read);
    }

    <R> LocalRead<R> askMarked(
            int partition, String part, BiFunction<ReadOnlyKeyValueStore<Bytes, byte[]>, LogPosition, R> read) {
        return stores.read(partition, part, open -> {
            LogPosition position = open.mark().events();
            boolean isByOthers =
                    open.rules().filter(others -> !others.equals(rules)).isPresent();
            return stores.at(partition, position, asOf -> {
                Supplier<Optional<String>> whyMute = () -> whyMute(partition, open.mark(), isByOthers, asOf);
                Optional<String> before = whyMute.get();
                if (before.isPresent()) return new LocalRead.NotReady<>(partition, before.get());
                R value = read.apply(open, position);
                // what was read may lack entries that were deleted meanwhile
                return whyMute.get()
                        .<LocalRead<R>>map(why -> new LocalRead.NotReady<>(partition, why))
                        .orElseGet(() -> new LocalRead.Found<>(value, asOf));
            });
        });
    }

    private Optional<String> whyMute(int partition, CommitMark mark, boolean isByOthers, AsOf asOf) {
        boolean isNearEnd = copies.isWhole(partition, asOf.lagRecords());
        var copy = new LifeEvent.CopyRead(mark, isByOthers, asOf.lagRecords(), isNearEnd);
        return PartitionLife.following().after(copy).life().whyMute().map(why -> "partition " + partition + " " + why);
    }

    @Override
    public <R> LocalRead<R> askRanking(int partition, Function<TrendingIndex, Optional<R>> read) {
        LocalRead<R> own = counted.askRanking(partition, read);
        if (own instanceof LocalRead.Found<R> || counted.isMute(partition)) return own;
        return rankings.of(partition)
                .then(made -> read.apply(made.index())
                        .map(value -> dated(partition, made.position(), value))
                        .orElseGet(() -> new LocalRead.NotReady<>(partition, "the stores are not open")));
    }

    @Override
    public <R> LocalRead<R> askArrivals(int partition, Function<ArrivalsByOpenness, R> read) {
        return counted.askArrivals(partition, read);
    }

    <R> LocalRead<R> dated(int partition, LogPosition position, R value) {
        return stores.at(partition, position, asOf -> new LocalRead.Found<>(value, asOf));
    }

    /** Ready if another node may stop: what this node counts is followed by another, and what it follows is whole. */
    @Override
    public Readiness readiness() {
        Readiness own = counted.readiness();
        if (!own.ready()) return own;
        List<Integer> unfollowed = membership.unfollowed().boxed().toList();
        if (!unfollowed.isEmpty()) return new Readiness(false, "no node follows the partitions " + unfollowed);
        List<Integer> followed = membership.followed().boxed().toList();
        List<Integer> filling =
                followed.stream().filter(partition -> !isWhole(partition)).toList();
        return filling.isEmpty()
                ? new Readiness(true, "follows " + followed.size() + " partitions")
                : new Readiness(false, "this node's copies of the partitions " + filling + " are not complete yet");
    }

    private boolean isWhole(int partition) {
        return ask(partition, PartitionStores.TOTALS, open -> true) instanceof LocalRead.Found<Boolean>;
    }

    /** Rankings of partitions not counted here, made one at a time when asked, kept ten times as long as that took. */
    static final class StandbyRankings {
        private static final Duration SHORTEST_LIFE = Duration.ofSeconds(3);
        private static final int LIFE_TO_WORK = 10;
        private static final Duration FORGOTTEN_AFTER = Duration.ofMinutes(1);

        record CachedIndex(TrendingIndex index, LogPosition position, long madeNanos, long lifeNanos) {}

        private final StandbyStores stores;
        private final LongSupplier nanos;
        private final Map<Integer, CachedIndex> kept = new ConcurrentHashMap<>();
        private final ReentrantLock making = new ReentrantLock();

        StandbyRankings(StandbyStores stores, LongSupplier nanos) {
            this.stores = stores;
            this.nanos = nanos;
        }

        LocalRead<CachedIndex> of(int partition) {
            kept.values().removeIf(made -> ageNanos(made) > made.lifeNanos() + FORGOTTEN_AFTER.toNanos());
            Optional<CachedIndex> usable = usable(partition);
            if (usable.isPresent()) return dated(partition, usable.get());
            making.lock();
            try {
                usable = usable(partition);
                return usable.isPresent() ? dated(partition, usable.get()) : make(partition);
            } finally {
                making.unlock();
            }
        }

        /** The ranking that is kept, if it is fresh, or not old while another thread makes something. */
        private Optional<CachedIndex> usable(int partition) {
            boolean isBusy = making.isLocked() && !making.isHeldByCurrentThread();
            return Optional.ofNullable(kept.get(partition)).filter(made -> isBusy || ageNanos(made) < made.lifeNanos());
        }

        private long ageNanos(CachedIndex made) {
            return nanos.getAsLong() - made.madeNanos();
        }

        private LocalRead<CachedIndex> dated(int partition, CachedIndex made) {
            return stores.dated(partition, made.position(), made);
        }

        private LocalRead<CachedIndex> make(int partition) {
            long begunNanos = nanos.getAsLong();
            var index = new TrendingIndex();
            LocalRead<CachedIndex> made = stores.askMarked(partition, PartitionStores.TOTALS, (totals, position) -> {
                        fill(index, totals);
                        return position;
                    })
                    .then(position -> stores.askMarked(partition, PartitionStores.LIKES, (likes, any) -> {
                        fillLikes(index, likes);
                        index.flushed();
                        return made(index, position, begunNanos);
                    }));
            if (made instanceof LocalRead.Found<CachedIndex> found) {
                kept.put(partition, found.value());
                return dated(partition, found.value());
            }
            kept.remove(partition);
            return made;
        }

        private CachedIndex made(TrendingIndex index, LogPosition position, long begunNanos) {
            long now = nanos.getAsLong();
            return new CachedIndex(
                    index, position, now, Math.max(SHORTEST_LIFE.toNanos(), LIFE_TO_WORK * (now - begunNanos)));
        }

        private void fill(TrendingIndex index, ReadOnlyKeyValueStore<Bytes, byte[]> totals) {
            try (KeyValueIterator<Bytes, byte[]> entries = totals.all()) {
                entries.forEachRemaining(
                        entry -> index.put(StoreKey.ofRepository(entry.key.get()), TotalsFormat.decode(entry.value)));
            }
        }

        private static void fillLikes(TrendingIndex index, ReadOnlyKeyValueStore<Bytes, byte[]> likes) {
            byte[] prefix = LikeKey.counts();
            Bytes first = Bytes.wrap(prefix);
            try (KeyValueIterator<Bytes, byte[]> counts = likes.range(first, Bytes.increment(first))) {
                counts.forEachRemaining(count -> {
                    byte[] repository = LikeKey.rest(count.key.get(), prefix).getBytes(StandardCharsets.UTF_8);
                    index.putLikes(StoreKey.ofRepository(repository), LikeValue.decodeCount(count.value));
                });
            }
        }
    }
}
