package dev.footfall.aggregator.topology;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.footfall.aggregator.counting.store.CommitMark;
import dev.footfall.aggregator.counting.store.CommitMark.Lack;
import dev.footfall.aggregator.counting.store.PartKeys;
import dev.footfall.aggregator.counting.store.PartitionStores;
import dev.footfall.aggregator.likes.LikeKey;
import dev.footfall.aggregator.likes.LikeTally;
import dev.footfall.aggregator.likes.LikeValue;
import dev.footfall.events.LikeEvent;
import dev.footfall.events.RepoId;
import dev.footfall.events.RepoType;
import dev.footfall.events.TopicSpec;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.apache.kafka.common.utils.Bytes;
import org.apache.kafka.streams.state.KeyValueIterator;
import org.apache.kafka.streams.state.ReadOnlyKeyValueStore;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@Tag("slow")
class LikesProcessorTest {
    private static final Instant NOON = Instant.parse("2026-05-04T12:00:00Z");
    private static final RepoId REPO = new RepoId(RepoType.MODEL, "org", "name");
    /** Few: the driver commits after each, and syncs files. The same law is tested with many where nothing is synced. */
    private static final int EVENTS = 100;

    @TempDir(factory = MemoryDirectory.class)
    private Path directory;

    @ParameterizedTest(name = "seed={0}")
    @ValueSource(longs = {1, 2, 3})
    void keepsTheRightSetWhateverTheOrderAndHoweverOften(long seed) {
        List<LikeEvent> events = randomLikes(new Random(seed));
        List<LikeEvent> twice = new ArrayList<>(events);
        twice.addAll(events);
        Collections.shuffle(twice, new Random(seed + 1));

        try (var driver = new Driver(directory, 1)) {
            for (LikeEvent event : twice) pipe(driver, event);

            assertEquals(oracle(events), likes(driver.part(PartitionStores.LIKES), 'r'), "seed " + seed);
            assertEquals(oracle(events), likes(driver.part(PartitionStores.LIKES), 'u'), "seed " + seed);
            assertEquals(counts(oracle(events)), counts(driver.part(PartitionStores.LIKES)), "seed " + seed);
            LikeTally tally = driver.live.get(0).orElseThrow().likeTally();
            assertEquals(2 * EVENTS, tally.number(LikeTally.APPLIED) + tally.number(LikeTally.UNCHANGED));
        }
    }

    @Test
    void remembersAnUnlikeSoThatAnOlderLikeDoesNothing() {
        try (var driver = new Driver(directory, 1)) {
            pipe(driver, new LikeEvent(REPO, "ann", false, NOON));
            pipe(driver, new LikeEvent(REPO, "ann", true, NOON.minusMillis(1)));
            assertEquals(Map.of(), counts(driver.part(PartitionStores.LIKES)));

            pipe(driver, new LikeEvent(REPO, "ann", true, NOON));
            assertEquals(Map.of(REPO.key(), 1L), counts(driver.part(PartitionStores.LIKES)));
        }
    }

    @Test
    void rejectsWhatIsNoLikeWithItsOriginAndLeavesTheTallyOfEventsAlone() {
        byte[] like = new LikeEvent(REPO, "ann", true, NOON).toJson();
        try (var driver = new Driver(directory, 1)) {
            driver.pipe(TopicSpec.LIKES.topic(), REPO.key(), "secret words".getBytes(StandardCharsets.UTF_8), NOON);
            driver.pipe(TopicSpec.LIKES.topic(), REPO.key(), null, NOON);
            driver.pipe(TopicSpec.LIKES.topic(), "model/org/other", like, NOON);
            driver.pipe(TopicSpec.LIKES.topic(), null, like, NOON);
            driver.pipe(
                    TopicSpec.LIKES.topic(),
                    REPO.key(),
                    new LikeEvent(REPO, "ann", true, NOON.plusSeconds(86_401)).toJson(),
                    NOON);

            List<String> rejected = driver.rejected();
            assertEquals(
                    "{\"field\":\"json\",\"error\":\"not JSON\",\"topic\":\"footfall.likes.v1\",\"partition\":0,\"offset\":0}",
                    rejected.get(0));
            assertEquals(5, rejected.size());
            LikeTally tally = driver.live.get(0).orElseThrow().likeTally();
            assertEquals(Map.of("rejected.json", 2L, "rejected.key", 2L, "rejected.time", 1L), tally.numbers());
            assertEquals(0, driver.live.get(0).orElseThrow().tally().read());
            assertEquals(Map.of(), counts(driver.part(PartitionStores.LIKES)));
        }
    }

    @Test
    void rejectsALikeThatBelongsInAnotherPartition() {
        try (var driver = new Driver(directory, 64)) {
            pipe(driver, new LikeEvent(REPO, "ann", true, NOON));

            List<String> rejected = driver.rejected();
            assertTrue(rejected.get(0).contains("belongs in partition"), rejected.toString());
        }
    }

    @Test
    void answersNothingBeforeItHasTheLikesThatTheirLogHadAtTheStart() {
        try (var driver = new Driver(directory, 1)) {
            driver.endLikesAt(2);
            driver.advance();
            pipe(driver, new LikeEvent(REPO, "ann", true, NOON));
            driver.advance();
            assertEquals(
                    Optional.of("partition 0 is finding its position in the log and reading its " + "likes"),
                    whyHeld(driver));
            assertEquals(Lack.LIKES, lack(driver), "as its copies see it");

            driver.endLikesAt(9);
            pipe(driver, new LikeEvent(REPO, "bob", true, NOON));
            driver.advance();
            assertEquals(Optional.empty(), whyHeld(driver));
            driver.advance();
            assertEquals(Lack.NOTHING, lack(driver));
        }
    }

    @Test
    void answersNothingAfterARestartBeforeItHasTheLikesThatCameMeanwhile() {
        try (var driver = new Driver(directory, 1)) {
            pipe(driver, new LikeEvent(REPO, "ann", true, NOON));
            driver.endLikesAt(2);
            driver.revive();
            driver.advance();
            assertTrue(whyHeld(driver).isPresent());

            pipe(driver, new LikeEvent(REPO, "bob", true, NOON));
            driver.advance();
            assertEquals(Optional.empty(), whyHeld(driver));
        }
    }

    private static Lack lack(Driver driver) {
        return CommitMark.decode(driver.store(PartitionStores.STORE).get(Bytes.wrap(PartKeys.mark())))
                .lack();
    }

    private static Optional<String> whyHeld(Driver driver) {
        driver.pipe(TopicSpec.DOWNLOAD_EVENTS.topic(), REPO.key(), new byte[0], NOON); // has found its place
        return driver.live.get(0).orElseThrow().whyMute();
    }

    private static List<LikeEvent> randomLikes(Random random) {
        List<LikeEvent> events = new ArrayList<>();
        for (int i = 0; i < EVENTS; i++) {
            var repo = new RepoId(RepoType.MODEL, "org", "repo-" + random.nextInt(2));
            String user = "user" + "-".repeat(random.nextInt(3)) + random.nextInt(4);
            events.add(new LikeEvent(repo, user, random.nextBoolean(), NOON.minusMillis(random.nextInt(200))));
        }
        return events;
    }

    /** For each repository and user the last word, of two at once the like; the likes among them with their times. */
    private static Map<String, Long> oracle(List<LikeEvent> events) {
        Map<String, List<LikeEvent>> byPair = events.stream()
                .collect(Collectors.groupingBy(event -> event.repo().key() + " " + event.user()));
        Map<String, Long> likes = new TreeMap<>();
        byPair.forEach((pair, said) -> {
            long last =
                    said.stream().mapToLong(e -> e.time().toEpochMilli()).max().orElseThrow();
            boolean liked = said.stream().anyMatch(e -> e.liked() && e.time().toEpochMilli() == last);
            if (liked) likes.put(pair, last);
        });
        return likes;
    }

    private static Map<String, Long> counts(Map<String, Long> likes) {
        return likes.keySet().stream()
                .collect(Collectors.groupingBy(pair -> pair.substring(0, pair.indexOf(' ')), Collectors.counting()));
    }

    /** The likes as one of the two orders of the store has them. */
    private static Map<String, Long> likes(ReadOnlyKeyValueStore<Bytes, byte[]> store, char order) {
        Map<String, Long> likes = new TreeMap<>();
        try (KeyValueIterator<Bytes, byte[]> entries = store.all()) {
            entries.forEachRemaining(entry -> {
                String key = new String(entry.key.get(), StandardCharsets.UTF_8);
                if (key.charAt(0) != order || !LikeValue.decode(entry.value).liked()) return;
                String[] parts = key.substring(1).split("\0", -1);
                String pair = order == 'r' ? parts[0] + " " + parts[1] : parts[1] + " " + parts[0];
                likes.put(pair, LikeValue.decode(entry.value).timeMillis());
            });
        }
        return likes;
    }

    private static Map<String, Long> counts(ReadOnlyKeyValueStore<Bytes, byte[]> store) {
        byte[] prefix = LikeKey.counts();
        Map<String, Long> counts = new TreeMap<>();
        Bytes first = Bytes.wrap(prefix);
        try (KeyValueIterator<Bytes, byte[]> entries = store.range(first, Bytes.increment(first))) {
            entries.forEachRemaining(
                    entry -> counts.put(LikeKey.rest(entry.key.get(), prefix), LikeValue.decodeCount(entry.value)));
        }
        return counts;
    }

    private static void pipe(Driver driver, LikeEvent event) {
        driver.pipe(TopicSpec.LIKES.topic(), event.repo().key(), event.toJson(), NOON);
    }
}
