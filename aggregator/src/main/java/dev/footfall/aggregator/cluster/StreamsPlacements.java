package dev.footfall.aggregator.cluster;

import dev.footfall.aggregator.cluster.Placements.NodeAddress;
import dev.footfall.aggregator.cluster.Placements.Placement;
import dev.footfall.events.TopicSpec;
import dev.footfall.events.Topics;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.streams.KafkaStreams;
import org.apache.kafka.streams.StreamsMetadata;
import org.apache.kafka.streams.errors.StreamsException;
import org.apache.kafka.streams.state.HostInfo;

public record StreamsPlacements(KafkaStreams streams, Topics log) implements Placements {
    @Override
    public Placement of(int partition) {
        try {
            return of(new TopicPartition(log.name(TopicSpec.DOWNLOAD_EVENTS), partition));
        } catch (StreamsException | IllegalStateException e) { // not started yet, or stopped
            return Placement.UNKNOWN;
        }
    }

    private Placement of(TopicPartition topicPartition) {
        Optional<NodeAddress> owner = Optional.empty();
        List<NodeAddress> standbys = new ArrayList<>();
        for (StreamsMetadata node : nodes()) {
            if (node.hostInfo().equals(HostInfo.unavailable())) continue;
            var address =
                    new NodeAddress(node.hostInfo().host(), node.hostInfo().port());
            if (node.topicPartitions().contains(topicPartition)) owner = Optional.of(address);
            if (node.standbyTopicPartitions().contains(topicPartition)) standbys.add(address);
        }
        return new Placement(owner, standbys);
    }

    private Collection<StreamsMetadata> nodes() {
        try {
            return streams.metadataForAllStreamsClients();
        } catch (IllegalStateException e) { // not yet, or no longer, a member
            return List.of();
        }
    }
}
