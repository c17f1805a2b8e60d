package dev.footfall.aggregator.likes;

import dev.footfall.aggregator.counting.store.PartitionStores;
import dev.footfall.aggregator.counting.store.StoreKey;
import dev.footfall.aggregator.likes.LikeValue.LikesOfDay;
import dev.footfall.events.LikeEvent;
import java.util.Optional;

/** A partition's likes: a user's latest wins, so the state depends on the set of events alone. Not thread-safe. */
public final class PartitionLikes {
    private static final LikeValue NEVER = new LikeValue(false, Long.MIN_VALUE);

    private final PartitionStores stores;
    private LikeTally tally;

    public PartitionLikes(PartitionStores stores) {
        this.stores = stores;
        this.tally = get(LikeKey.TALLY).map(LikeTally::decode).orElse(LikeTally.NONE);
    }

    /** Notes a like or unlike; how many users like the repository from now on, when that has changed. */
    public Optional<Long> add(LikeEvent event) {
        byte[] repository = event.repo().keyBytes();
        byte[] key = LikeKey.of(repository, event.user());
        LikeValue before = get(key).map(LikeValue::decode).orElse(NEVER);
        LikeValue said = new LikeValue(event.liked(), event.time().toEpochMilli());
        boolean isNews = said.holdsAgainst(before);
        set(tally.plus(isNews));
        if (!isNews) return Optional.empty();
        put(key, said.encode());
        if (!before.equals(NEVER)) addToDay(repository, before, -1);
        addToDay(repository, said, 1);
        byte[] own = LikeKey.ofUser(event.user(), repository);
        if (said.liked()) put(own, said.encode());
        else if (before.liked()) delete(own);
        return said.liked() == before.liked() ? Optional.empty() : Optional.of(count(repository, said.liked()));
    }

    private void addToDay(byte[] repository, LikeValue word, int users) {
        byte[] key = LikeKey.ofDay(repository, word.epochDay());
        LikesOfDay day =
                get(key).map(LikesOfDay::decode).orElse(LikesOfDay.NONE).plus(word.liked(), users);
        if (day.equals(LikesOfDay.NONE)) delete(key);
        else put(key, day.encode());
    }

    private long count(byte[] repository, boolean isMore) {
        byte[] key = LikeKey.ofCount(repository);
        long likes = get(key).map(LikeValue::decodeCount).orElse(0L) + (isMore ? 1 : -1);
        if (likes == 0) delete(key);
        else put(key, LikeValue.encodeCount(likes));
        return likes;
    }

    public void reject(String field) {
        set(tally.plusRejected(field));
    }

    private void set(LikeTally next) {
        tally = next;
        put(LikeKey.TALLY, next.encode());
    }

    public LikeTally tally() {
        return tally;
    }

    private Optional<byte[]> get(byte[] key) {
        return stores.get(PartitionStores.LIKES, StoreKey.ofRepository(key));
    }

    private void put(byte[] key, byte[] value) {
        stores.put(PartitionStores.LIKES, StoreKey.ofRepository(key), value);
    }

    private void delete(byte[] key) {
        stores.delete(PartitionStores.LIKES, StoreKey.ofRepository(key));
    }
}
