package dev.footfall.aggregator.reading;

import dev.footfall.aggregator.counting.PartitionStores;
import dev.footfall.aggregator.counting.StoreKey;
import dev.footfall.aggregator.counting.TotalsFormat;
import dev.footfall.aggregator.likes.LikeKey;
import dev.footfall.aggregator.likes.PartitionLikes.LikeValue;
import dev.footfall.aggregator.live.TrendingIndex;
import dev.footfall.aggregator.query.LocalRead;
import dev.footfall.aggregator.session.Tally.LogPosition;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.LongSupplier;
import org.apache.kafka.common.utils.Bytes;
import org.apache.kafka.streams.state.KeyValueIterator;
import org.apache.kafka.streams.state.ReadOnlyKeyValueStore;

/**
 * The rankings of partitions that are not counted here, made from their stores when somebody asks. Each is kept for some
 * seconds, and for ten times as long as it took to make; one is made at a time. So the work is bounded, however often
 * they are requested.
 */
final class StandbyRankings {
    private static final Duration SHORTEST_LIFE = Duration.ofSeconds(3);
    private static final int LIFE_TO_WORK = 10;
    private static final Duration FORGOTTEN_AFTER = Duration.ofMinutes(1);

    /** A ranking as its stores were at this position in the log. */
    record Cached(TrendingIndex index, LogPosition position, long madeNanos, long lifeNanos) {}

    private final StandbyStores stores;
    private final LongSupplier nanos;
    private final Map<Integer, Cached> kept = new ConcurrentHashMap<>();
    private final ReentrantLock making = new ReentrantLock();

    StandbyRankings(StandbyStores stores, LongSupplier nanos) {
        this.stores = stores;
        this.nanos = nanos;
    }

    LocalRead<Cached> of(int partition) {
        kept.values().removeIf(made -> ageNanos(made) > made.lifeNanos() + FORGOTTEN_AFTER.toNanos());
        Optional<Cached> usable = usable(partition);
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
    private Optional<Cached> usable(int partition) {
        boolean isBusy = making.isLocked() && !making.isHeldByCurrentThread();
        return Optional.ofNullable(kept.get(partition)).filter(made -> isBusy || ageNanos(made) < made.lifeNanos());
    }

    private long ageNanos(Cached made) {
        return nanos.getAsLong() - made.madeNanos();
    }

    /** Adds the as-of of the position up to which the ranking was made. */
    private LocalRead<Cached> dated(int partition, Cached made) {
        return stores.dated(partition, made.position(), made);
    }

    private LocalRead<Cached> make(int partition) {
        long begunNanos = nanos.getAsLong();
        var index = new TrendingIndex();
        LocalRead<Cached> made = stores.askMarked(partition, PartitionStores.TOTALS, (totals, position) -> {
                    fill(index, totals);
                    return position;
                })
                .then(position -> stores.askMarked(partition, PartitionStores.LIKES, (likes, any) -> {
                    fillLikes(index, likes);
                    index.flushed();
                    return made(index, position, begunNanos);
                }));
        if (made instanceof LocalRead.Found<Cached> found) {
            kept.put(partition, found.value());
            return dated(partition, found.value());
        }
        kept.remove(partition);
        return made;
    }

    private Cached made(TrendingIndex index, LogPosition position, long begunNanos) {
        long now = nanos.getAsLong();
        return new Cached(index, position, now, Math.max(SHORTEST_LIFE.toNanos(), LIFE_TO_WORK * (now - begunNanos)));
    }

    private void fill(TrendingIndex index, ReadOnlyKeyValueStore<Bytes, byte[]> totals) {
        try (KeyValueIterator<Bytes, byte[]> entries = totals.all()) {
            entries.forEachRemaining(
                    entry -> index.put(StoreKey.ofRepository(entry.key.get()), TotalsFormat.decode(entry.value)));
        }
    }

    private static void fillLikes(TrendingIndex index, ReadOnlyKeyValueStore<Bytes, byte[]> likes) {
        byte[] prefix = LikeKey.counts();
        try (KeyValueIterator<Bytes, byte[]> counts =
                likes.range(Bytes.wrap(prefix), Bytes.wrap(LikeKey.after(prefix)))) {
            counts.forEachRemaining(count -> {
                byte[] repository = LikeKey.rest(count.key.get(), prefix).getBytes(StandardCharsets.UTF_8);
                index.putLikes(StoreKey.ofRepository(repository), LikeValue.decodeCount(count.value));
            });
        }
    }
}
