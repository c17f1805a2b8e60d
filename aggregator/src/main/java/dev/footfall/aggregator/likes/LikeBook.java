package dev.footfall.aggregator.likes;

import dev.footfall.aggregator.likes.LikeValue.LikesOfDay;
import dev.footfall.events.LikeEvent;
import java.nio.charset.StandardCharsets;
import java.util.Collections;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Collectors;

/**
 * The likes of one partition, by user and repository. A user's last word holds, so the book depends on the set of
 * events alone: not on their order, and not on how often each is heard. Written straight to the store: likes are rare.
 * Not thread-safe.
 */
public final class LikeBook {
    private static final LikeValue NEVER = new LikeValue(false, Long.MIN_VALUE);

    private final LikeStore store;
    private LikeTally tally;

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

    public void reject(String field) {
        set(tally.plusRejected(field));
    }

    private void set(LikeTally next) {
        tally = next;
        store.put(LikeKey.TALLY, next.encode());
    }

    public LikeTally tally() {
        return tally;
    }

    /** The durable side of one partition's likes: a sorted map of bytes. What is put is there for the next get. */
    public interface LikeStore {
        String NAME = "likes";

        Optional<byte[]> get(byte[] key);

        void put(byte[] key, byte[] value);

        void delete(byte[] key);
    }

    /**
     * The records of likes of one partition, counted by outcome: {@code applied + unchanged + rejected = read}.
     *
     * @param numbers the records, by {@link #APPLIED}, {@link #UNCHANGED} and {@code rejected.<field>}
     */
    public record LikeTally(Map<String, Long> numbers) {
        /** A new like or unlike. */
        public static final String APPLIED = "applied";

        /** A repeated or out-of-order like; ignored. */
        public static final String UNCHANGED = "unchanged";

        private static final String REJECTED = "rejected.";

        public static final LikeTally NONE = new LikeTally(Map.of());

        public LikeTally {
            numbers = Collections.unmodifiableMap(new TreeMap<>(numbers));
        }

        LikeTally plus(boolean isApplied) {
            return plus(isApplied ? APPLIED : UNCHANGED);
        }

        LikeTally plusRejected(String field) {
            return plus(REJECTED + field);
        }

        private LikeTally plus(String outcome) {
            var more = new TreeMap<>(numbers);
            more.merge(outcome, 1L, Long::sum);
            return new LikeTally(more);
        }

        /** The number of records with this outcome: {@link #APPLIED} or {@link #UNCHANGED}. */
        public long number(String outcome) {
            return numbers.getOrDefault(outcome, 0L);
        }

        public long rejected(String field) {
            return number(REJECTED + field);
        }

        byte[] encode() {
            return numbers.entrySet().stream()
                    .map(number -> number.getKey() + "=" + number.getValue())
                    .collect(Collectors.joining("\n"))
                    .getBytes(StandardCharsets.UTF_8);
        }

        static LikeTally decode(byte[] bytes) {
            return new LikeTally(new String(bytes, StandardCharsets.UTF_8)
                    .lines()
                    .map(line -> line.split("=", 2))
                    .collect(Collectors.toMap(parts -> parts[0], parts -> Long.parseLong(parts[1]))));
        }
    }
}
