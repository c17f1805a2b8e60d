package dev.footfall.aggregator.cluster;

import dev.footfall.events.TopicSpec;
import dev.footfall.events.Topics;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.streams.KafkaStreams;
import org.apache.kafka.streams.StreamsMetadata;
import org.apache.kafka.streams.errors.StreamsException;
import org.apache.kafka.streams.state.HostInfo;

/** Those that a member of the group knows; nobody has a partition before it is one, and after. */
public record GroupPlacements(KafkaStreams streams, Topics log) implements Placements {
    @Override
    public Placement of(int partition) {
        var events = new TopicPartition(log.name(TopicSpec.DOWNLOAD_EVENTS), partition);
        Optional<NodeAddress> owner = Optional.empty();
        List<NodeAddress> standbys = new ArrayList<>();
        for (StreamsMetadata node : members()) {
            NodeAddress address = address(node);
            if (node.topicPartitions().contains(events)) owner = Optional.of(address);
            if (node.standbyTopicPartitions().contains(events)) standbys.add(address);
        }
        return new Placement(owner, standbys);
    }

    @Override
    public Set<NodeAddress> nodes() {
        return members().stream().map(GroupPlacements::address).collect(Collectors.toUnmodifiableSet());
    }

    private List<StreamsMetadata> members() {
        Collection<StreamsMetadata> all;
        try {
            all = streams.metadataForAllStreamsClients();
        } catch (StreamsException | IllegalStateException e) { // not started yet, or stopped
            return List.of();
        }
        return all.stream()
                .filter(node -> !node.hostInfo().equals(HostInfo.unavailable()))
                .toList();
    }

    private static NodeAddress address(StreamsMetadata node) {
        return new NodeAddress(node.hostInfo().host(), node.hostInfo().port());
    }
}
