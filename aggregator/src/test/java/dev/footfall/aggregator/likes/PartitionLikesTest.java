package dev.footfall.aggregator.likes;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.footfall.aggregator.counting.store.PartitionStores;
import dev.footfall.aggregator.counting.store.StoreKey;
import dev.footfall.aggregator.likes.LikeValue.LikesOfDay;
import dev.footfall.events.LikeEvent;
import dev.footfall.events.RepoId;
import dev.footfall.events.RepoType;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class PartitionLikesTest {
    private static final Instant NOON = Instant.parse("2026-05-04T12:00:00Z");
    private static final RepoId REPO = new RepoId(RepoType.MODEL, "org", "name");

    private final MapStore store = new MapStore();

    @Test
    void saysTheNumberOnlyWhenItChanges() {
        var partition = new PartitionLikes(store);

        assertEquals(Optional.of(1L), partition.add(like("ann", true, NOON)));
        assertEquals(Optional.empty(), partition.add(like("ann", true, NOON)));
        assertEquals(Optional.empty(), partition.add(like("ann", true, NOON.plusMillis(1))));
        assertEquals(Optional.of(2L), partition.add(like("bob", true, NOON)));
        assertEquals(Optional.empty(), partition.add(like("eve", false, NOON)));
        assertEquals(Optional.of(1L), partition.add(like("ann", false, NOON.plusMillis(2))));
        assertEquals(Optional.of(0L), partition.add(like("bob", false, NOON.plusMillis(2))));
    }

    @Test
    void goesOnFromWhatTheStoreHolds() {
        new PartitionLikes(store).add(like("ann", true, NOON));
        new PartitionLikes(store).reject("user");

        var partition = new PartitionLikes(store);
        assertEquals(Optional.empty(), partition.add(like("ann", true, NOON)));
        assertEquals(Optional.of(2L), partition.add(like("bob", true, NOON)));

        assertEquals(
                Map.of("applied", 2L, "unchanged", 1L, "rejected.user", 1L),
                partition.tally().numbers());
    }

    @ParameterizedTest(name = "seed={0}")
    @ValueSource(longs = {1, 2, 3, 4, 5})
    void isTheLastWordOfEachUserWhateverTheOrderAndHoweverOften(long seed) {
        var random = new Random(seed);
        List<LikeEvent> events = IntStream.range(0, 10_000)
                .mapToObj(i ->
                        like("user-" + random.nextInt(7), random.nextBoolean(), NOON.plusMillis(random.nextInt(4_000))))
                .toList();
        List<LikeEvent> twice = new ArrayList<>(events);
        twice.addAll(events);
        Collections.shuffle(twice, random);

        var partition = new PartitionLikes(store);
        long likes = 0;
        for (LikeEvent event : twice) {
            likes = partition.add(event).orElse(likes);
            assertTrue(likes >= 0 && likes <= 7, "seed " + seed + ": " + likes);
        }

        assertEquals(likedByOracle(events), likedByStore(), "seed " + seed);
        assertEquals(likedByOracle(events).size(), likes, "seed " + seed);
    }

    @ParameterizedTest(name = "seed={0}")
    @ValueSource(longs = {1, 2, 3, 4, 5})
    void hasTheLastWordOfEachUserOnTheDayOnWhichItWasSaidWhateverTheOrder(long seed) {
        var random = new Random(seed);
        List<LikeEvent> events = new ArrayList<>();
        for (int i = 0; i < 2_000; i++) {
            Instant time = NOON.plus(Duration.ofHours(random.nextInt(24 * 9)));
            events.add(like("user-" + random.nextInt(40), random.nextInt(3) > 0, time));
        }
        Map<LocalDate, LikesOfDay> expected = daysByOracle(events);
        Collections.shuffle(events, random);

        var partition = new PartitionLikes(store);
        events.forEach(partition::add);

        Map<LocalDate, LikesOfDay> days = new HashMap<>();
        store.entries.forEach((key, value) -> {
            if (key.get(0) != 'd') return;
            int epochDay = key.getInt(key.limit() - Integer.BYTES);
            days.put(LocalDate.ofEpochDay(epochDay), LikesOfDay.decode(value));
        });
        assertEquals(expected, days, "seed " + seed);
        long won = days.values().stream().mapToLong(LikesOfDay::won).sum();
        assertEquals(likedByOracle(events).size(), won, "seed " + seed);
    }

    private static Map<LocalDate, LikesOfDay> daysByOracle(List<LikeEvent> events) {
        return lastWords(events)
                .collect(Collectors.toMap(
                        said -> LocalDate.ofInstant(said.time(), ZoneOffset.UTC),
                        said -> said.liked() ? new LikesOfDay(1, 0) : new LikesOfDay(0, 1),
                        (a, b) -> new LikesOfDay(a.won() + b.won(), a.lost() + b.lost())));
    }

    private static Stream<LikeEvent> lastWords(List<LikeEvent> events) {
        return events.stream().collect(Collectors.groupingBy(LikeEvent::user)).values().stream()
                .map(said -> Collections.max(
                        said, Comparator.comparing(LikeEvent::time).thenComparing(LikeEvent::liked)));
    }

    private static Set<String> likedByOracle(List<LikeEvent> events) {
        return lastWords(events).filter(LikeEvent::liked).map(LikeEvent::user).collect(Collectors.toSet());
    }

    private Set<String> likedByStore() {
        return IntStream.range(0, 7)
                .mapToObj(user -> "user-" + user)
                .filter(user -> store.get(
                                PartitionStores.LIKES, StoreKey.ofRepository(LikeKey.of(REPO.keyBytes(), user)))
                        .map(value -> LikeValue.decode(value).liked())
                        .orElse(false))
                .collect(Collectors.toSet());
    }

    private static LikeEvent like(String user, boolean liked, Instant time) {
        return new LikeEvent(REPO, user, liked, time);
    }

    private static final class MapStore implements PartitionStores {
        private final Map<ByteBuffer, byte[]> entries = new HashMap<>();

        @Override
        public Optional<byte[]> get(String part, StoreKey key) {
            return Optional.ofNullable(entries.get(ByteBuffer.wrap(key.bytes())));
        }

        @Override
        public void put(String part, StoreKey key, byte[] value) {
            entries.put(ByteBuffer.wrap(key.bytes()), value);
        }

        @Override
        public void delete(String part, StoreKey key) {
            entries.remove(ByteBuffer.wrap(key.bytes()));
        }
    }
}
