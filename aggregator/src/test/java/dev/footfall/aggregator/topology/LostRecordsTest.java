package dev.footfall.aggregator.topology;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.footfall.aggregator.counting.MapStores;
import dev.footfall.aggregator.counting.PartitionCounter;
import dev.footfall.aggregator.counting.RuleSet;
import dev.footfall.aggregator.counting.SealedDays;
import dev.footfall.aggregator.counting.StateConflict;
import dev.footfall.aggregator.counting.heap.Tally;
import dev.footfall.aggregator.counting.projections.Projections;
import dev.footfall.aggregator.counting.store.CommitMark;
import dev.footfall.aggregator.counting.store.LikesPosition;
import dev.footfall.aggregator.counting.store.PartKeys;
import dev.footfall.aggregator.counting.store.PartitionStores;
import dev.footfall.aggregator.likes.LikeTally;
import dev.footfall.aggregator.sealing.PartitionSeals;
import dev.footfall.aggregator.sealing.Seals;
import dev.footfall.events.DownloadEvent;
import dev.footfall.events.EventCodec;
import dev.footfall.events.EventDetails;
import dev.footfall.events.FileRequest;
import dev.footfall.events.LikeEvent;
import dev.footfall.events.RepoId;
import dev.footfall.events.RepoType;
import dev.footfall.events.TopicSpec;
import dev.footfall.events.Via;
import dev.footfall.events.VisitorId;
import dev.footfall.rules.CountingRules;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.atomic.AtomicBoolean;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.errors.TimeoutException;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.apache.kafka.common.record.TimestampType;
import org.apache.kafka.common.utils.Bytes;
import org.apache.kafka.streams.errors.StreamsException;
import org.apache.kafka.streams.errors.TaskCorruptedException;
import org.apache.kafka.streams.state.KeyValueIterator;
import org.apache.kafka.streams.state.KeyValueStore;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The log has lost records that were counted, and new ones take their offsets: they are not passed over as counted. */
@Tag("slow")
class LostRecordsTest {
    private static final Instant NOON = Instant.parse("2026-05-04T12:00:00Z");
    private static final byte[] ONE = {1};
    private static final RepoId REPO = new RepoId(RepoType.MODEL, "org", "name");

    @TempDir
    private Path directory;

    private Driver driver;

    @BeforeEach
    void countTen() {
        driver = new Driver(directory, 1);
        driver.pipe(records(0, 10, 0));
    }

    @AfterEach
    void close() {
        driver.close();
    }

    @Test
    void givesTheTaskUpWhenTheLogIsReadFromTheBeginning() {
        assertGivenUp(records(0, 12, 0));
    }

    @Test
    void givesTheTaskUpWhenOffsetsComeAgain() {
        assertGivenUp(records(4, 12, -60));
    }

    @Test
    void countsThePartitionAgainOnceItsTaskIsOpenedAnew() {
        assertGivenUp(records(4, 12, 60));
        driver.reopen();
        assertEquals(
                "partition 0 is counted again: it was counted up to offset 10 of " + TopicSpec.DOWNLOAD_EVENTS.topic()
                        + ", but reading resumes at 4: records that were counted are no longer in the log",
                driver.live.get(0).orElseThrow().whyMute().orElseThrow());

        driver.erase();
        assertCountsSevenAgain();
    }

    @Test
    void goesOnWhereAnotherNodeHasCountedThePartitionSince() {
        assertGivenUp(records(4, 12, 60));
        KeyValueStore<Bytes, byte[]> store = driver.store(PartitionStores.STORE);
        Bytes key = Bytes.wrap(PartKeys.mark());
        CommitMark last = CommitMark.decode(store.get(key));
        store.put(
                key,
                last.opened()
                        .closed(last.events(), last.epoch(), LikesPosition.START)
                        .encode());

        driver.revive(10);
        driver.passUpTo(10);
        driver.advance();

        assertEquals(Optional.empty(), driver.live.get(0).orElseThrow().whyMute());
        assertEquals(10, driver.live.get(0).orElseThrow().tally().nextOffset());
    }

    @Test
    void answersFromWhereTheLogEndedThoughItGrowsMeanwhile() {
        assertGivenUp(records(4, 12, 60));
        driver.reopen();
        driver.endLogAt(7);
        driver.erase();
        driver.pipe(records(0, 6, 60));
        driver.endLogAt(9);
        driver.advance();
        assertTrue(driver.live.get(0).orElseThrow().whyMute().isPresent());

        driver.pipe(records(6, 8, 60));
        driver.advance();

        assertEquals(Optional.empty(), driver.live.get(0).orElseThrow().whyMute());
    }

    @Test
    void answersFarFromTheEndOfTheLogWhereOnlyTheEndOfATransactionLiesBetweenItAndItsGroup() {
        driver.endLogAt(500);
        driver.revive(11);
        driver.passUpTo(10);
        driver.advance();
        assertTrue(driver.live.get(0).orElseThrow().whyMute().isPresent());

        driver.passUpTo(11);
        driver.advance();

        assertEquals(Optional.empty(), driver.live.get(0).orElseThrow().whyMute());
    }

    @Test
    void answersWhereTheLogEndsIfThatHasLessThanItsGroupRead() {
        driver.endLogAt(10);
        driver.revive(12);
        driver.passUpTo(10);
        driver.advance();
        assertEquals(Optional.empty(), driver.live.get(0).orElseThrow().whyMute());

        driver.pipe(records(10, 11, 0));
        driver.advance();
        assertEquals(Optional.empty(), driver.live.get(0).orElseThrow().whyMute());
    }

    @Test
    void saysBeforeItLoadsSealedDaysThatItsGroupHadReadMore() {
        try (var another = new Driver(
                directory.resolve("another"), 1, partition -> Optional.of(new Unloaded(Set.of(), () -> {})))) {
            another.revive(12);

            assertEquals(
                    Optional.of("partition 0 is counted again"),
                    another.live.get(0).orElseThrow().whyMute());
        }
    }

    @Test
    void takesNoShareOfTheHeapWhenItsSealedDaysCannotBeAskedFor() {
        var isAway = new AtomicBoolean();
        Seals seals = partition -> {
            if (isAway.get()) throw new TimeoutException("no broker answers");
            return Optional.empty();
        };
        try (var another = new Driver(directory.resolve("another"), 1, seals)) {
            long share = another.shared.budget().shareBytes();

            isAway.set(true);
            assertThrows(StreamsException.class, another::revive);

            var rules = new RuleSet("unnamed", CountingRules.DEFAULT, 1, Projections.NONE);
            try (var next =
                    new PartitionCounter(rules, new MapStores(), another.shared.budget(), (key, totals) -> {})) {
                assertEquals(0, next.tally().read());
                assertEquals(share, another.shared.budget().shareBytes());
            }
        }
    }

    @Test
    void readsNoFurtherWhatOtherRulesHaveSealed() {
        var isClosed = new AtomicBoolean();
        Seals seals = partition -> Optional.of(new Unloaded(Set.of("other@0123456789ab"), () -> isClosed.set(true)));

        var refused =
                assertThrows(StreamsException.class, () -> new Driver(directory.resolve("another"), 1, seals).close());

        assertInstanceOf(StateConflict.class, refused.getCause());
        assertTrue(isClosed.get());
    }

    /** Sealed days that are never all loaded. */
    private record Unloaded(Set<String> rules, Runnable onClose) implements PartitionSeals {
        @Override
        public void loadSome(SealedDays into) {}

        @Override
        public void close() {
            onClose.run();
        }
    }

    @Test
    void countsAgainWhatItsGroupHadRead() {
        driver.endLogAt(14);
        driver.revive(12);
        driver.passUpTo(10);
        driver.pipe(records(10, 12, 0));
        driver.advance();
        assertEquals(
                Optional.of("partition 0 is counted again"),
                driver.live.get(0).orElseThrow().whyMute());

        driver.pipe(records(12, 14, 0));
        driver.advance();
        assertEquals(Optional.empty(), driver.live.get(0).orElseThrow().whyMute());
    }

    @Test
    void readsAllLikesAgainOnceItIsErased() {
        like("ann");
        driver.revive();
        assertEquals(1, driver.startOf(TopicSpec.LIKES));

        assertGivenUp(records(4, 12, 60));
        driver.revive();
        driver.erase();

        assertEquals(0, driver.startOf(TopicSpec.LIKES));
    }

    @Test
    void erasesAStoreWhoseLastCommitIsNotClosed() {
        KeyValueStore<Bytes, byte[]> store = driver.store(PartitionStores.STORE);
        Bytes key = Bytes.wrap(PartKeys.mark());
        CommitMark torn = CommitMark.decode(store.get(key)).opened();
        store.put(key, torn.encode());

        driver.revive();

        assertEquals(
                Optional.of("partition 0 is counted again: commit " + torn.commit() + " arrived only in part"),
                driver.live.get(0).orElseThrow().whyMute());
    }

    @Test
    void keepsATornStoreWhoseRecordsAreGone() {
        try (var another = new Driver(directory.resolve("another"), 1, new Losing())) {
            another.pipe(records(0, 10, 0));
            KeyValueStore<Bytes, byte[]> store = another.store(PartitionStores.STORE);
            Bytes key = Bytes.wrap(PartKeys.mark());
            CommitMark torn = CommitMark.decode(store.get(key)).opened();
            store.put(key, torn.encode());
            int entries = entries(store);

            another.revive();
            another.advance();
            another.advance();

            assertEquals(
                    "partition 0 cannot be counted again. The first are gone; restore the log from an export, or"
                            + " count what is left with 'rebuild --accept-loss'. It is incomplete: commit "
                            + torn.commit()
                            + " arrived only in part",
                    another.live.get(0).orElseThrow().whyMute().orElseThrow());
            KeyValueStore<Bytes, byte[]> kept = another.store(PartitionStores.STORE);
            assertEquals(torn.recount(true), CommitMark.decode(kept.get(key)));
            assertEquals(entries, entries(kept));
        }
    }

    @Test
    void countsAgainFromSealedDaysWhatIsGoneBeforeItWasCounted() {
        driver.revive();
        driver.beginLogAt(20);
        Throwable cause = assertThrows(RuntimeException.class, driver::advance);
        while (cause.getCause() != null) cause = cause.getCause();
        assertEquals(TaskCorruptedException.class, cause.getClass());

        driver.revive();

        assertEquals(
                "partition 0 is counted again: it was counted up to offset 10 of " + TopicSpec.DOWNLOAD_EVENTS.topic()
                        + ", but reading resumes at 20: sealed days hold the rest",
                driver.live.get(0).orElseThrow().whyMute().orElseThrow());
    }

    @Test
    void keepsItsCountsWhereRecordsAreGoneThatNobodyCounted() {
        try (var another = new Driver(directory.resolve("another"), 1, new Losing())) {
            another.pipe(records(0, 10, 0));
            another.revive();
            another.beginLogAt(20);

            another.pipe(records(20, 22, 0));
            another.advance();

            assertEquals(12, another.live.get(0).orElseThrow().tally().counted());
            assertEquals(Optional.empty(), another.live.get(0).orElseThrow().whyMute());
        }
    }

    /** Kafka Streams hands over what it had polled before the inputs were paused. */
    @Test
    void passesOverWhatWasPolledBeforeItWasKnownThatNothingCanBeCounted() {
        try (var another = new Driver(directory.resolve("another"), 1, new Losing())) {
            another.pipe(records(0, 10, 0));
            another.revive(15);
            another.beginLogAt(20);

            another.pipe(records(20, 22, 0));
            another.pipe(records(22, 24, 0));
            another.advance();

            assertEquals(10, another.live.get(0).orElseThrow().tally().counted());
            assertTrue(another.live.get(0).orElseThrow().whyMute().orElseThrow().contains("cannot be counted again"));
        }
    }

    private static int entries(KeyValueStore<Bytes, byte[]> store) {
        int number = 0;
        try (KeyValueIterator<Bytes, byte[]> all = store.all()) {
            for (; all.hasNext(); all.next()) number++;
        }
        return number;
    }

    @Test
    void countsAgainByItselfOnceWhatWasGoneIsThere() {
        var losing = new Losing();
        try (var another = new Driver(directory.resolve("another"), 1, losing)) {
            another.pipe(records(0, 10, 0));
            another.revive(15);
            another.beginLogAt(20);
            another.advance();
            another.advance(Duration.ofMinutes(2));
            assertTrue(another.live.get(0).orElseThrow().whyMute().orElseThrow().contains("cannot be counted again"));

            losing.isLost = false;
            Throwable cause = assertThrows(RuntimeException.class, () -> another.advance(Duration.ofMinutes(1)));
            while (cause.getCause() != null) cause = cause.getCause();
            assertEquals(TaskCorruptedException.class, cause.getClass());

            another.revive();
            assertEquals(
                    "partition 0 is counted again: what it lacked can be counted now",
                    another.live.get(0).orElseThrow().whyMute().orElseThrow());
        }
    }

    /** Of a log whose first records are gone, and in no sealed day. */
    private static final class Losing implements Seals {
        boolean isLost = true;

        @Override
        public Optional<PartitionSeals> of(int partition) {
            return Optional.empty();
        }

        @Override
        public Optional<String> loss(int partition) {
            return isLost ? Optional.of("The first are gone") : Optional.empty();
        }
    }

    @ParameterizedTest(name = "given up again while it is erased: {0}")
    @ValueSource(booleans = {false, true})
    void erasesAllOfAnEarlierLifeOfItsTask(boolean again) {
        KeyValueStore<Bytes, byte[]> store = driver.store(PartitionStores.STORE);
        like("ann");
        like("bob");
        for (int i = 0; i < 45_000; i++) store.put(Bytes.wrap(PartKeys.whole(PartitionStores.LIKES, user(i))), ONE);
        List<ConsumerRecord<byte[], byte[]>> more = new ArrayList<>(records(10, 12, 0));
        more.addAll(records(4, 5, 0));
        assertGivenUp(more);
        driver.revive();
        driver.endLogAt(7);
        driver.advance();

        byte[] mark = driver.store(PartitionStores.STORE).get(Bytes.wrap(PartKeys.mark()));
        assertEquals(CommitMark.Phase.ERASING, CommitMark.decode(mark).phase());
        if (again) driver.revive();
        driver.erase();
        assertCountsSevenAgain();

        like("bob");
        assertEquals(1, driver.live.get(0).orElseThrow().likeTally().number(LikeTally.APPLIED));
    }

    private void assertCountsSevenAgain() {
        driver.pipe(records(0, 7, 60));
        driver.advance();

        Tally tally = driver.live.get(0).orElseThrow().tally();
        assertEquals(7, tally.counted());
        assertEquals(7, tally.nextOffset());
        assertEquals(Optional.empty(), driver.live.get(0).orElseThrow().whyMute());
    }

    private void like(String user) {
        driver.pipe(TopicSpec.LIKES.topic(), REPO.key(), new LikeEvent(REPO, user, true, NOON).toJson(), NOON);
    }

    private static byte[] user(int number) {
        return ("rmodel/org/name\0" + number).getBytes(StandardCharsets.UTF_8);
    }

    private void assertGivenUp(List<ConsumerRecord<byte[], byte[]>> records) {
        Throwable cause = assertThrows(RuntimeException.class, () -> driver.pipe(records));
        while (cause.getCause() != null) cause = cause.getCause();

        assertEquals(TaskCorruptedException.class, cause.getClass());
    }

    /** The records of a log, one in a second. */
    private static List<ConsumerRecord<byte[], byte[]>> records(int from, int to, int secondsLater) {
        List<ConsumerRecord<byte[], byte[]>> records = new ArrayList<>();
        for (int offset = from; offset < to; offset++) {
            Instant time = NOON.plusSeconds(offset + secondsLater);
            records.add(new ConsumerRecord<>(
                    TopicSpec.DOWNLOAD_EVENTS.topic(),
                    0,
                    offset,
                    time.toEpochMilli(),
                    TimestampType.LOG_APPEND_TIME,
                    0,
                    0,
                    REPO.key().getBytes(StandardCharsets.UTF_8),
                    EventCodec.encode(new DownloadEvent(
                            "e" + offset,
                            time,
                            REPO,
                            VisitorId.user("alice"),
                            new FileRequest(Via.HTTP, "GET", 200, 1, null),
                            EventDetails.NONE)),
                    new RecordHeaders(),
                    Optional.empty()));
        }
        return records;
    }
}
