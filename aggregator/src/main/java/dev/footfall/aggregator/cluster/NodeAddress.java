package dev.footfall.aggregator.cluster;

public record NodeAddress(String host, int port) {
    public NodeAddress {
        if (host.isBlank()) throw new IllegalArgumentException("the host of a node is empty");
        if (port < 1 || port > 65_535) throw new IllegalArgumentException("the port of a node is " + port);
    }

    @Override
    public String toString() {
        return host.contains(":") ? "[" + host + "]:" + port : host + ":" + port;
    }
}
