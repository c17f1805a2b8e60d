package dev.footfall.aggregator.likes;

import dev.footfall.aggregator.counting.PartitionStores;
import dev.footfall.aggregator.counting.StoreKey;
import dev.footfall.aggregator.likes.PartitionLikes.LikeValue.LikesOfDay;
import dev.footfall.events.LikeEvent;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Collections;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Collectors;

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

    /** The records of likes of one partition, counted by outcome: {@code applied + unchanged + rejected = read}. */
    public record LikeTally(Map<String, Long> numbers) {
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

    /** {@code timeMillis}: since when, milliseconds since 1970. */
    public record LikeValue(boolean liked, long timeMillis) {
        private static final byte VERSION = 1;
        private static final long MILLIS_PER_DAY = 86_400_000;

        /** The value of these bytes: version, liked, time. */
        public static LikeValue decode(byte[] bytes) {
            ByteBuffer in = ByteBuffer.wrap(bytes);
            checkVersion(in.get());
            return new LikeValue(in.get() == 1, in.getLong());
        }

        byte[] encode() {
            return ByteBuffer.allocate(2 + Long.BYTES)
                    .put(VERSION)
                    .put((byte) (liked ? 1 : 0))
                    .putLong(timeMillis)
                    .array();
        }

        int epochDay() {
            return (int) Math.floorDiv(timeMillis, MILLIS_PER_DAY);
        }

        /** True if this holds against the other, whichever was heard first: the later, and of two at once the like. */
        boolean holdsAgainst(LikeValue other) {
            return timeMillis > other.timeMillis || (timeMillis == other.timeMillis && liked && !other.liked);
        }

        public static long decodeCount(byte[] bytes) {
            ByteBuffer in = ByteBuffer.wrap(bytes);
            checkVersion(in.get());
            return in.getLong();
        }

        static byte[] encodeCount(long likes) {
            return ByteBuffer.allocate(1 + Long.BYTES)
                    .put(VERSION)
                    .putLong(likes)
                    .array();
        }

        private static void checkVersion(byte version) {
            if (version != VERSION) throw new IllegalStateException("value of version " + version + ", not " + VERSION);
        }

        /** Users by the day of their latest change of a repository's like; the sum over days is the likes of today. */
        public record LikesOfDay(long won, long lost) {
            static final LikesOfDay NONE = new LikesOfDay(0, 0);

            LikesOfDay plus(boolean liked, int users) {
                return liked ? new LikesOfDay(won + users, lost) : new LikesOfDay(won, lost + users);
            }

            /** The value of these bytes: version, won, lost. */
            public static LikesOfDay decode(byte[] bytes) {
                ByteBuffer in = ByteBuffer.wrap(bytes);
                checkVersion(in.get());
                return new LikesOfDay(in.getLong(), in.getLong());
            }

            byte[] encode() {
                return ByteBuffer.allocate(1 + 2 * Long.BYTES)
                        .put(VERSION)
                        .putLong(won)
                        .putLong(lost)
                        .array();
            }
        }
    }
}
