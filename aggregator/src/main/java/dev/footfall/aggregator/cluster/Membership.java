package dev.footfall.aggregator.cluster;

import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/** A node among the others, with the nodes of each of all partitions; its own address is empty when it is alone. */
public record Membership(int partitions, Placements placements, Optional<NodeAddress> self) {
    public IntStream all() {
        return IntStream.range(0, partitions);
    }

    /** The nodes that are known, this one among them. */
    public Set<NodeAddress> nodes() {
        var nodes = new HashSet<NodeAddress>(placements.nodes());
        self.ifPresent(nodes::add);
        all().mapToObj(placements::of).forEach(placed -> {
            placed.owner().ifPresent(nodes::add);
            nodes.addAll(placed.standbys());
        });
        return nodes;
    }

    /** The partitions that no node is known to count. */
    public IntStream unowned() {
        return all().filter(partition -> owner(partition).isEmpty());
    }

    /** The partitions of this node that nobody follows, be there other nodes or not. */
    public IntStream uncopied() {
        return owned().filter(partition -> standbys(partition).isEmpty());
    }

    public Optional<NodeAddress> owner(int partition) {
        return placements.of(partition).owner();
    }

    /** True if another node counts or follows a partition, as far as is known. */
    public boolean isElsewhere(int partition) {
        return Stream.concat(owner(partition).stream(), standbys(partition).stream())
                .anyMatch(node -> self.isPresent() && !self.get().equals(node));
    }

    /** True if it is not this node that is to answer for a partition: another one counts it or, if none does, follows it. */
    public boolean isLeftToOthers(int partition) {
        return isElsewhere(partition) && !owner(partition).equals(self);
    }

    public IntStream owned() {
        return all().filter(partition -> self.isPresent() && owner(partition).equals(self));
    }

    public IntStream followed() {
        return all().filter(partition -> self.map(standbys(partition)::contains).orElse(false));
    }

    /** The partitions of this node that nobody follows, though there are other nodes. */
    public IntStream unfollowed() {
        return all().anyMatch(this::isElsewhere) ? uncopied() : IntStream.empty();
    }

    private List<NodeAddress> standbys(int partition) {
        return placements.of(partition).standbys();
    }
}
