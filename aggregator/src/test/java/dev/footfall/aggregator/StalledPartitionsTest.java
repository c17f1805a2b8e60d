package dev.footfall.aggregator;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.ArrayList;
import java.util.List;
import java.util.OptionalLong;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** A node that counts one partition of two, or both. */
class StalledPartitionsTest {
    private static final long PATIENCE = StalledPartitions.PATIENCE.toNanos();

    private final Known known = new Known();
    private final StalledPartitions watch =
            new StalledPartitions(known, () -> known.nowNanos, () -> known.replacements++, known.sentences::add);

    private static final class Known implements WatchedPartitions {
        private OptionalLong next = OptionalLong.of(10);
        private OptionalLong other = OptionalLong.empty();
        private long end = 10;
        private long restored;
        private long nowNanos = Long.MAX_VALUE - 5;
        private boolean isElsewhere;
        private boolean isPolling = true;
        private boolean isHeldUp;
        private int replacements;
        private final List<String> sentences = new ArrayList<>();

        @Override
        public int partitions() {
            return 2;
        }

        @Override
        public boolean isExcused(int partition) {
            return isElsewhere || (partition == 1 && other.isEmpty());
        }

        @Override
        public OptionalLong next(int partition) {
            return partition == 1 ? other : next;
        }

        @Override
        public OptionalLong end(int partition) {
            return OptionalLong.of(end);
        }

        @Override
        public boolean hasMore(int partition) {
            return !isHeldUp;
        }

        @Override
        public long restored() {
            return restored;
        }

        @Override
        public boolean areThreadsPolling() {
            return isPolling;
        }
    }

    @BeforeEach
    void seeThePartition() {
        watch.look();
    }

    @Test
    void replacesTheThreadsOnceAMinuteOfAPartitionThatTheLogHasOutgrown() {
        grow();
        lookAfter(PATIENCE - 1);
        assertEquals(0, known.replacements);
        lookAfter(1);
        assertEquals(1, known.replacements);

        grow();
        lookAfter(PATIENCE - 1);
        assertEquals(1, known.replacements);
        lookAfter(1);
        assertEquals(2, known.replacements);
    }

    @Test
    void leavesAPartitionInWhichAnOpenTransactionHoldsUpAll() {
        known.isHeldUp = true;

        grow();
        lookAfter(PATIENCE);

        assertEquals(0, known.replacements);
    }

    @Test
    void waitsForAMinuteAfterTheFirstRecordOfALogThatWasIdle() {
        lookAfter(100 * PATIENCE);

        grow();
        lookAfter(PATIENCE - 1);

        assertEquals(0, known.replacements);
    }

    @Test
    void leavesAPartitionThatIsCountedHoweverFarBehind() {
        for (int minute = 1; minute <= 10; minute++) {
            grow();
            known.next = OptionalLong.of(known.next.getAsLong() + 1);
            lookAfter(PATIENCE);
        }

        assertEquals(0, known.replacements);
    }

    @Test
    void leavesAPartitionThatWaitsForTheBacklogOfAnother() {
        known.next = OptionalLong.of(0);
        known.end = 100;
        for (long counted = 0; counted < 100; counted += 5) {
            known.other = OptionalLong.of(counted);
            lookAfter(PATIENCE);
            known.end++;
        }
        assertEquals(0, known.replacements);

        lookAfter(PATIENCE);
        known.end++;
        watch.look();
        lookAfter(PATIENCE);
        assertEquals(1, known.replacements);
    }

    @Test
    void replacesThemWhenAPartitionIsNeitherCountedNorRestoredAnyMore() {
        known.next = OptionalLong.empty();
        watch.look();

        grow();
        known.restored++;
        lookAfter(PATIENCE);
        grow();
        lookAfter(PATIENCE);

        assertEquals(1, known.replacements);
    }

    @Test
    void leavesAPartitionThatAnotherNodeCounts() {
        known.isElsewhere = true;
        known.next = OptionalLong.empty();

        grow();
        lookAfter(PATIENCE);

        assertEquals(0, known.replacements);
    }

    @Test
    void countsOnlyTheTimeInWhichNoThreadWaitsForKafka() {
        grow();
        known.isPolling = false;
        lookAfter(PATIENCE);
        known.isPolling = true;
        watch.look();
        grow();
        lookAfter(PATIENCE - 1);

        assertEquals(0, known.replacements);
        lookAfter(1);
        assertEquals(1, known.replacements);
    }

    @Test
    void endsTheProcessWhereAThreadHangsThoughKafkaAnswers() {
        known.next = OptionalLong.empty();
        known.isPolling = false;

        look(StalledPartitions.LOOKS - 1);
        assertEquals(List.of(), known.sentences);
        watch.look();

        assertEquals(
                List.of("A counting thread hangs: partitions [0] made no progress for 3 minutes although Kafka "
                        + "answers. Restart: nothing is lost"),
                known.sentences);
    }

    @Test
    void waitsForKafkaHoweverLongItIsAway() {
        known.isPolling = false;
        known.isHeldUp = true;

        look(10 * StalledPartitions.LOOKS);

        assertEquals(List.of(), known.sentences);
    }

    @Test
    void waitsForAThreadThatPollsNowAndThen() {
        for (int wait = 0; wait < 10; wait++) {
            known.isPolling = false;
            look(StalledPartitions.LOOKS - 1);
            known.isPolling = true;
            watch.look();
        }

        assertEquals(List.of(), known.sentences);
    }

    private void look(long times) {
        for (long time = 0; time < times; time++) watch.look();
    }

    /** The log grows, and that is seen. */
    private void grow() {
        watch.look();
        known.end++;
        watch.look();
    }

    private void lookAfter(long nanos) {
        known.nowNanos += nanos;
        watch.look();
    }
}
