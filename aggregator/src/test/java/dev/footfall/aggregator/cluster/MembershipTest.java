package dev.footfall.aggregator.cluster;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;

class MembershipTest {
    private static final NodeAddress SELF = new NodeAddress("10.0.0.1", 28082);
    private static final NodeAddress OTHER = new NodeAddress("10.0.0.2", 28082);

    private static Placement placed(NodeAddress owner, NodeAddress... standbys) {
        return new Placement(Optional.of(owner), List.of(standbys));
    }

    private static Membership membership(Placement... placements) {
        return new Membership(placements.length, partition -> placements[partition], Optional.of(SELF));
    }

    private static int[] elsewhere(Membership membership) {
        return membership.all().filter(membership::isElsewhere).toArray();
    }

    @Test
    void knowsWhatItCountsAndFollowsAndWhatOthersDo() {
        Membership membership =
                membership(placed(SELF, OTHER), placed(OTHER, SELF), placed(SELF), placed(OTHER), Placement.UNKNOWN);

        assertArrayEquals(new int[] {0, 2}, membership.owned().toArray());
        assertArrayEquals(new int[] {1}, membership.followed().toArray());
        assertArrayEquals(new int[] {2}, membership.unfollowed().toArray());
        assertArrayEquals(new int[] {0, 1, 3}, elsewhere(membership));
    }

    @Test
    void namesAllNodesAndThePartitionsThatNobodyCountsOrCopies() {
        Membership membership = membership(placed(SELF, OTHER), placed(SELF), Placement.UNKNOWN);

        assertEquals(Set.of(SELF, OTHER), membership.nodes());
        assertArrayEquals(new int[] {2}, membership.unowned().toArray());
        assertArrayEquals(new int[] {1}, membership.uncopied().toArray());
        assertEquals(2, membership(placed(SELF), placed(SELF)).uncopied().count(), "also when there is nobody else");
    }

    @Test
    void missesNoFollowersWhenThereIsNobodyElse() {
        Membership membership = membership(placed(SELF), placed(SELF));

        assertEquals(0, membership.unfollowed().count());
        assertEquals(0, elsewhere(membership).length);
    }

    @Test
    void hasNothingWhenNobodyCanReachIt() {
        Membership membership = new Membership(2, partition -> Placement.UNKNOWN, Optional.empty());

        assertEquals(0, membership.owned().count());
        assertEquals(0, membership.followed().count());
        assertEquals(0, elsewhere(membership).length);
    }
}
