package dev.footfall.operations.topics;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.List;
import java.util.OptionalInt;
import java.util.Random;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class PartitionRuleTest {
    private static final OptionalInt NONE = OptionalInt.empty();

    private final ToldLog log = new ToldLog();
    private final PartitionRule rule = new PartitionRule(log);

    /** A log that tells what a test says. */
    private static final class ToldLog implements PartitionEvidence {
        private OptionalInt recorded = NONE;
        private OptionalInt counted = NONE;
        private boolean isUnused;
        private List<PlacedKey> oldest = List.of();
        private List<String> beyond = List.of();

        @Override
        public OptionalInt recorded() {
            return recorded;
        }

        @Override
        public boolean isUnused() {
            return isUnused;
        }

        @Override
        public OptionalInt counted() {
            return counted;
        }

        @Override
        public List<PlacedKey> oldest() {
            return oldest;
        }

        @Override
        public List<String> beyond(int partitions) {
            return beyond;
        }

        @Override
        public void record(int partitions) {
            recorded = OptionalInt.of(partitions);
        }
    }

    @Test
    void takesAndRecordsTheNumberOfTopicsThatAnAdministratorMade() {
        log.isUnused = true;

        assertEquals(24, rule.check(topics(24, 24), NONE).number());
        assertEquals(OptionalInt.of(24), log.recorded);
    }

    @Test
    void refusesAllTopicsGrownWhereTheNumberIsRecorded() {
        log.recorded = OptionalInt.of(12);
        log.counted = OptionalInt.of(24);

        assertEquals(
                "topic a has 24 partitions, topic b has 24 partitions, but the log was created with 12, and a "
                        + "repository would be spread over two of them. Stop every ingest and producer; the other "
                        + "partitions are empty: export the log ('footfall export-log' writes it as it was created), "
                        + "and import it into new topics",
                refusal(topics(24, 24), NONE));
        assertEquals(refusal(topics(24, 24), NONE), refusal(topics(24, 24), OptionalInt.of(24)));
        assertEquals(OptionalInt.of(12), log.recorded);
    }

    @Test
    void namesTheRecordsThatLieInPartitionsAddedSince() {
        log.recorded = OptionalInt.of(12);
        log.beyond = List.of("a (40 records)");

        assertEquals(
                "topic a has 24 partitions, but the log was created with 12, and a repository would be spread "
                        + "over two of them. Stop every ingest and producer; other partitions have records: a (40 "
                        + "records); restore an earlier export into new topics",
                refusal(topics(24, 12), NONE));
        assertThrows(IllegalStateException.class, () -> rule.checkToExport(topics(24, 12), NONE));
    }

    @Test
    void exportsTheLogAsItWasMadeWhileNothingLiesInPartitionsAddedSince() {
        log.recorded = OptionalInt.of(12);

        assertEquals(12, rule.checkToExport(topics(24, 12), NONE).number());
    }

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void refusesOneTopicGrownWhereNothingIsRecorded(boolean isUnused) {
        log.isUnused = isUnused;

        String refusal = refusal(topics(12, 24), NONE);

        assertTrue(refusal.startsWith("topic b has 24 partitions, but the log was created with 12"), refusal);
        assertEquals(NONE, log.recorded);
    }

    @Test
    void refusesAllTopicsGrownByTheNumberOfTheStateWhereNothingIsRecorded() {
        log.counted = OptionalInt.of(12);

        assertTrue(
                refusal(topics(24, 24), NONE)
                        .startsWith(
                                "topic a has 24 partitions, topic b has 24 partitions, but the log was created with 12"),
                refusal(topics(24, 24), NONE));
        assertEquals(NONE, log.recorded);
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 2, 8, 12, 23})
    void refusesAllTopicsGrownByTheOldestRecordsWhereNothingElseTells(int before) {
        log.oldest = placed(before, 100, 0);

        assertEquals(OptionalInt.of(before), PartitionRule.before(log.oldest, 24));
        assertThrows(IllegalStateException.class, () -> rule.check(topics(24, 24), NONE));
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 2, 8, 12, 23})
    void seesThatTopicsGrewBeforeTheNewestRecordsWereWritten(int before) {
        var all = new ArrayList<>(placed(before, 100, 0));
        all.addAll(placed(24, 100, 1_000));

        assertEquals(OptionalInt.of(before), PartitionRule.before(all, 24));
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 2, 8, 12, 24})
    void takesALogWhoseRecordsLieWhereTheyBelong(int partitions) {
        log.oldest = placed(partitions, 200, 0);

        assertEquals(
                partitions, rule.check(topics(partitions, partitions), NONE).number());
        assertEquals(OptionalInt.of(partitions), log.recorded);
    }

    @ParameterizedTest(name = "seed={0}")
    @ValueSource(longs = {1, 2, 3, 4, 5, 6, 7, 8})
    void takesALogWithRecordsOfAnotherPartitioner(long seed) {
        var random = new Random(seed);
        var all = new ArrayList<>(placed(24, 200, 1));
        all.add(new PartitionEvidence.PlacedKey(random.nextInt(1 << 30), random.nextInt(24), 0));

        assertEquals(NONE, PartitionRule.before(all, 24));
    }

    @Test
    void refusesAnotherNumberThatIsAskedFor() {
        log.recorded = OptionalInt.of(12);

        assertEquals(
                "topic a has 12 partitions, the number its log was created with, but topics.partitions is 24: do not "
                        + "set it, since it applies only to new topics (for another number, import an export under "
                        + "another topics.prefix)",
                refusal(topics(12, 12), OptionalInt.of(24)));
        assertEquals(12, rule.check(topics(12, 12), OptionalInt.of(12)).number());
    }

    private String refusal(List<EnsuredTopic> topics, OptionalInt given) {
        return String.valueOf(assertThrows(IllegalStateException.class, () -> rule.check(topics, given))
                .getMessage());
    }

    private static List<EnsuredTopic> topics(int first, int second) {
        return List.of(new EnsuredTopic("a", first, 1, false), new EnsuredTopic("b", second, 1, false));
    }

    private static List<PartitionEvidence.PlacedKey> placed(int partitions, int keys, long timeMillis) {
        var random = new Random(partitions);
        return IntStream.range(0, keys)
                .map(any -> random.nextInt(1 << 30))
                .mapToObj(hash -> new PartitionEvidence.PlacedKey(hash, hash % partitions, timeMillis))
                .toList();
    }
}
