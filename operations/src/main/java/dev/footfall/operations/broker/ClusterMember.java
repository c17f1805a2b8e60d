package dev.footfall.operations.broker;

import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/** One of several Kafka nodes on this machine that make a cluster, each broker and controller at once. */
public record ClusterMember(int id, String clusterId, List<Integer> clientPorts, List<Integer> controllerPorts) {
    public ClusterMember {
        clientPorts = List.copyOf(clientPorts);
        controllerPorts = List.copyOf(controllerPorts);
        if (clientPorts.size() != controllerPorts.size() || id < 1 || id > clientPorts.size()) {
            throw new IllegalArgumentException("node " + id + " of a cluster with client ports " + clientPorts
                    + " and controller ports " + controllerPorts);
        }
    }

    int clientPort() {
        return clientPorts.get(id - 1);
    }

    int controllerPort() {
        return controllerPorts.get(id - 1);
    }

    String voters() {
        return IntStream.range(0, controllerPorts.size())
                .mapToObj(node -> (node + 1) + "@127.0.0.1:" + controllerPorts.get(node))
                .collect(Collectors.joining(","));
    }
}
