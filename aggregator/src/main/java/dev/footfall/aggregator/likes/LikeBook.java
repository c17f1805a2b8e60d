package dev.footfall.aggregator.likes;

import dev.footfall.events.LikeEvent;
import java.util.Optional;

/**
 * The likes of one partition, by user and repository. A user's last word holds, so the book depends on the set of
 * events alone: not on their order, and not on how often each is heard. Written straight to the store: likes are rare.
 * Not thread-safe.
 */
public final class LikeBook {
    private static final LikeValue NEVER = new LikeValue(false, Long.MIN_VALUE);

    private final LikeStore store;
    private LikeTally tally;

    /** Goes on from what the store holds. */
    public LikeBook(LikeStore store) {
        this.store = store;
        this.tally = store.get(LikeKey.TALLY).map(LikeTally::decode).orElse(LikeTally.NONE);
    }

    /**
     * Notes a like or unlike.
     *
     * @return how many users like the repository from now on, when that has changed
     */
    public Optional<Long> add(LikeEvent event) {
        byte[] repository = event.repo().keyBytes();
        byte[] key = LikeKey.of(repository, event.user());
        LikeValue before = store.get(key).map(LikeValue::decode).orElse(NEVER);
        LikeValue said = new LikeValue(event.liked(), event.time().toEpochMilli());
        boolean isNews = said.holdsAgainst(before);
        set(tally.plus(isNews));
        if (!isNews) return Optional.empty();
        store.put(key, said.encode());
        if (!before.equals(NEVER)) addToDay(repository, before, -1);
        addToDay(repository, said, 1);
        byte[] own = LikeKey.ofUser(event.user(), repository);
        if (said.liked()) store.put(own, said.encode());
        else if (before.liked()) store.delete(own);
        return said.liked() == before.liked() ? Optional.empty() : Optional.of(count(repository, said.liked()));
    }

    private void addToDay(byte[] repository, LikeValue word, int users) {
        byte[] key = LikeKey.ofDay(repository, word.epochDay());
        LikesOfDay day =
                store.get(key).map(LikesOfDay::decode).orElse(LikesOfDay.NONE).plus(word.liked(), users);
        if (day.equals(LikesOfDay.NONE)) store.delete(key);
        else store.put(key, day.encode());
    }

    private long count(byte[] repository, boolean isMore) {
        byte[] key = LikeKey.ofCount(repository);
        long likes = store.get(key).map(LikeValue::decodeCount).orElse(0L) + (isMore ? 1 : -1);
        if (likes == 0) store.delete(key);
        else store.put(key, LikeValue.encodeCount(likes));
        return likes;
    }

    /** Notes a record that is no like. */
    public void reject(String field) {
        set(tally.plusRejected(field));
    }

    private void set(LikeTally next) {
        tally = next;
        store.put(LikeKey.TALLY, next.encode());
    }

    /** The tally of the records so far. */
    public LikeTally tally() {
        return tally;
    }
}
