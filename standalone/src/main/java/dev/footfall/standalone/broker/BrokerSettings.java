package dev.footfall.standalone.broker;

import java.nio.file.Path;
import java.util.Map;
import java.util.Properties;

/** How a lone Kafka node on a developer's machine is configured: quick to start, small, nothing lost. */
final class BrokerSettings {
    static final int NODE_ID = 1;
    static final String CONTROLLER_LISTENER = "CONTROLLER";

    private static final Map<String, String> ALONE = Map.of(
            "offsets.topic.replication.factor", "1",
            "transaction.state.log.replication.factor", "1",
            "transaction.state.log.min.isr", "1",
            "share.coordinator.state.topic.replication.factor", "1",
            "share.coordinator.state.topic.min.isr", "1",
            "default.replication.factor", "1",
            "min.insync.replicas", "1",
            // nobody else will join a group
            "group.initial.rebalance.delay.ms", "0");

    private static final Map<String, String> QUICK = Map.of(
            "offsets.topic.num.partitions", "4",
            "transaction.state.log.num.partitions", "4",
            "share.coordinator.state.topic.num.partitions", "1",
            // after a crash the controller lets the broker back in only when the old one's session has run out
            "broker.session.timeout.ms", "3000",
            "broker.heartbeat.interval.ms", "500",
            // what a killed process left open is aborted soon: readers of committed records wait for it
            "transaction.abort.timed.out.transaction.cleanup.interval.ms", "1000");

    private static final Map<String, String> SMALL = Map.of(
            "num.network.threads",
            "2",
            "num.io.threads",
            "4",
            "log.cleaner.dedupe.buffer.size",
            Integer.toString(16 << 20),
            "log.segment.bytes",
            Integer.toString(256 << 20));

    private static final Map<String, String> LASTING = Map.of(
            "auto.create.topics.enable", "false",
            "delete.topic.enable", "true",
            // a house that was shut for a month must find its place in the log again, not count from the start
            "offsets.retention.minutes", Integer.toString(Integer.MAX_VALUE));

    private BrokerSettings() {}

    static Properties of(Path directory, int clientPort, int controllerPort) {
        var settings = new Properties();
        settings.putAll(ALONE);
        settings.putAll(QUICK);
        settings.putAll(SMALL);
        settings.putAll(LASTING);
        settings.putAll(Map.of(
                "process.roles",
                "broker,controller",
                "node.id",
                Integer.toString(NODE_ID),
                "log.dirs",
                directory.toString(),
                "listeners",
                "CLIENTS://127.0.0.1:" + clientPort + ",CONTROLLER://127.0.0.1:" + controllerPort,
                "advertised.listeners",
                "CLIENTS://127.0.0.1:" + clientPort,
                "listener.security.protocol.map",
                "CLIENTS:PLAINTEXT,CONTROLLER:PLAINTEXT",
                "inter.broker.listener.name",
                "CLIENTS",
                "controller.listener.names",
                CONTROLLER_LISTENER,
                // voters that are configured, not remembered: the port may differ from start to start
                "controller.quorum.voters",
                NODE_ID + "@127.0.0.1:" + controllerPort));
        return settings;
    }
}
