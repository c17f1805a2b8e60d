package dev.footfall.aggregator.reading;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.footfall.aggregator.cluster.Membership;
import dev.footfall.aggregator.cluster.NodeAddress;
import dev.footfall.aggregator.cluster.Placement;
import dev.footfall.aggregator.query.Readiness;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import org.apache.kafka.streams.KafkaStreams;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** A log of three partitions. */
class NodeReadinessTest {
    private static final NodeAddress SELF = new NodeAddress("10.0.0.1", 28090);
    private static final NodeAddress OTHER = new NodeAddress("10.0.0.2", 28090);

    private final Seen seen = new Seen();

    private static final class Seen implements ReadinessFacts {
        private boolean knowsRegistrations = true;
        private KafkaStreams.State state = KafkaStreams.State.RUNNING;
        private List<Integer> partitionsByThread = List.of(2, 1);
        private final Set<Integer> counted = new TreeSet<>(Set.of(0, 1, 2));
        private final Map<Integer, String> mute = new HashMap<>();

        @Override
        public boolean knowsRegistrations() {
            return knowsRegistrations;
        }

        @Override
        public KafkaStreams.State state() {
            return state;
        }

        @Override
        public List<Integer> partitionsByThread() {
            return partitionsByThread;
        }

        @Override
        public boolean isCounted(int partition) {
            return counted.contains(partition);
        }

        @Override
        public Optional<String> whyMute(int partition) {
            return Optional.ofNullable(mute.get(partition));
        }

        @Override
        public String restoring() {
            return "";
        }
    }

    private NodeReadiness alone() {
        return new NodeReadiness(seen, new Membership(3, partition -> Placement.UNKNOWN, Optional.empty()));
    }

    private NodeReadiness among(Placement... placements) {
        return new NodeReadiness(
                seen, new Membership(placements.length, partition -> placements[partition], Optional.of(SELF)));
    }

    private static Placement owned(NodeAddress owner, NodeAddress... standbys) {
        return new Placement(Optional.of(owner), List.of(standbys));
    }

    private static void assertNotReady(String why, NodeReadiness node) {
        assertEquals(new Readiness(false, why), node.readiness());
    }

    @Test
    void isReadyWhenEachPartitionAnswersHere() {
        assertEquals(new Readiness(true, "counting is RUNNING"), alone().readiness());
    }

    @Test
    void isNotReadyWhileAPartitionIsBetweenTwoThreadsThoughBothRun() {
        seen.counted.remove(1);

        assertNotReady("counting is RUNNING, partition 1 is not open on this node", alone());
        assertTrue(alone().isExpected(1));
    }

    @Test
    void isNotReadyWhileOneThreadHasAllPartitionsAndWillGiveSomeUp() {
        seen.partitionsByThread = List.of(3, 0);

        assertNotReady("the partitions are being assigned to the counting threads", alone());
    }

    @Test
    void waitsForNoThreadThatCanHaveNoPartition() {
        seen.partitionsByThread = List.of(1, 1, 1, 0);

        assertTrue(alone().readiness().ready());
    }

    @Test
    void isNotReadyWhileAStoreOfItsOwnCannotBeRead() {
        seen.mute.put(2, "the stores are not open");

        assertNotReady("the stores are not open", alone());
        assertNotReady("the stores are not open", among(owned(SELF), owned(SELF), owned(SELF, OTHER)));
    }

    @Test
    void leavesToOthersWhatTheyOwn() {
        seen.counted.remove(2);
        seen.partitionsByThread = List.of(1, 0);
        var node = among(owned(SELF), owned(SELF), owned(OTHER));

        assertTrue(node.readiness().ready());
        assertFalse(node.isExpected(2));
        seen.state = KafkaStreams.State.REBALANCING;
        assertTrue(node.readiness().ready());
    }

    @Test
    void isNotReadyUntilItsOwnPartitionIsOpenThoughAnotherNodeFollowsIt() {
        seen.counted.remove(2);
        seen.state = KafkaStreams.State.REBALANCING;

        assertNotReady(
                "counting is REBALANCING, partition 2 is not open on this node",
                among(owned(SELF), owned(SELF), owned(SELF, OTHER)));
    }

    @Test
    void isReadyWhileNobodyOwnsAPartitionThatAnotherNodeFollows() {
        seen.counted.remove(2);

        assertTrue(among(owned(SELF), owned(SELF), new Placement(Optional.empty(), List.of(OTHER)))
                .readiness()
                .ready());
        assertFalse(
                among(owned(SELF), owned(SELF), Placement.UNKNOWN).readiness().ready());
    }

    @Test
    void isNotReadyBeforeTheRegistrationsAreKnown() {
        seen.knowsRegistrations = false;

        assertNotReady("the registrations are being read", alone());
    }

    @ParameterizedTest
    @EnumSource(
            value = KafkaStreams.State.class,
            names = {"RUNNING", "REBALANCING"},
            mode = EnumSource.Mode.EXCLUDE)
    void isNotReadyBeforeAndAfterItCounts(KafkaStreams.State state) {
        seen.state = state;

        assertNotReady("counting is " + state, alone());
    }
}
