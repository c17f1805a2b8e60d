package dev.footfall.aggregator.cluster;

import dev.footfall.events.TopicSpec;
import dev.footfall.events.Topics;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.streams.KafkaStreams;
import org.apache.kafka.streams.StreamsMetadata;
import org.apache.kafka.streams.errors.StreamsException;
import org.apache.kafka.streams.state.HostInfo;

/** The nodes that have each partition. It changes with every rebalance. Safe for many threads. */
@FunctionalInterface
public interface Placements {
    Placement of(int partition);

    /** Those that a member of the group knows; nobody has a partition before it is one, and after. */
    static Placements of(KafkaStreams streams, Topics log) {
        return partition -> {
            try {
                return of(new TopicPartition(log.name(TopicSpec.DOWNLOAD_EVENTS), partition), streams);
            } catch (StreamsException | IllegalStateException e) { // not started yet, or stopped
                return Placement.UNKNOWN;
            }
        };
    }

    private static Placement of(TopicPartition topicPartition, KafkaStreams streams) {
        Optional<NodeAddress> owner = Optional.empty();
        List<NodeAddress> standbys = new ArrayList<>();
        for (StreamsMetadata node : streams.metadataForAllStreamsClients()) {
            if (node.hostInfo().equals(HostInfo.unavailable())) continue;
            var address =
                    new NodeAddress(node.hostInfo().host(), node.hostInfo().port());
            if (node.topicPartitions().contains(topicPartition)) owner = Optional.of(address);
            if (node.standbyTopicPartitions().contains(topicPartition)) standbys.add(address);
        }
        return new Placement(owner, standbys);
    }
}
