package dev.footfall.operations.broker;

import java.net.InetAddress;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/** One of several Kafka nodes on this machine that make a cluster, each broker and controller at once. */
public record ClusterMember(int id, String clusterId, List<Integer> clientPorts, List<Integer> controllerPorts) {
    /** An acknowledged record is on two nodes of three, and no node that lacks it can lead. */
    private static final Map<String, String> AMONG_OTHERS = Map.of(
            "offsets.topic.replication.factor", "3",
            "transaction.state.log.replication.factor", "3",
            "transaction.state.log.min.isr", "2",
            "share.coordinator.state.topic.replication.factor", "3",
            "share.coordinator.state.topic.min.isr", "2",
            "default.replication.factor", "3",
            "min.insync.replicas", "2",
            "unclean.leader.election.enable", "false");

    /**
     * A node that nobody reaches holds up every acknowledgement until it is out of sync, and those of its partitions until it
     * is no leader any more: for 30 and 9 seconds by Kafka's defaults. Where many share few cores, one that waits for its turn
     * for a second is not out of sync.
     */
    private static final Map<String, String> QUICK_TO_MOVE = Map.of(
            "controller.quorum.election.timeout.ms", "1000",
            "controller.quorum.fetch.timeout.ms", "2000",
            "controller.socket.timeout.ms", "2000",
            "replica.lag.time.max.ms", "2000",
            "broker.session.timeout.ms", "4000",
            "broker.heartbeat.interval.ms", "500");

    public ClusterMember {
        clientPorts = List.copyOf(clientPorts);
        controllerPorts = List.copyOf(controllerPorts);
        if (clientPorts.size() != controllerPorts.size() || id < 1 || id > clientPorts.size()) {
            throw new IllegalArgumentException("node " + id + " of a cluster with client ports " + clientPorts
                    + " and controller ports " + controllerPorts);
        }
    }

    /** Starts it; returns when clients can use it, which is when enough others are there. */
    public EmbeddedBroker join(Path directory) {
        int clientPort = clientPorts.get(id - 1);
        int controllerPort = controllerPorts.get(id - 1);
        String host = InetAddress.getLoopbackAddress().getHostAddress();
        EmbeddedBroker.requireFree(host, clientPort, "kafka.port");
        EmbeddedBroker.requireFree(host, controllerPort, "kafka.port");
        Properties settings = BrokerSettings.of(directory, clientPort, controllerPort);
        settings.setProperty("node.id", Integer.toString(id));
        settings.setProperty("controller.quorum.voters", voters());
        if (clientPorts.size() > 1) {
            settings.remove("group.initial.rebalance.delay.ms");
            settings.putAll(AMONG_OTHERS);
            settings.putAll(QUICK_TO_MOVE);
        }
        return EmbeddedBroker.start(directory, settings, clusterId);
    }

    private String voters() {
        return IntStream.range(0, controllerPorts.size())
                .mapToObj(node -> (node + 1) + "@127.0.0.1:" + controllerPorts.get(node))
                .collect(Collectors.joining(","));
    }
}
