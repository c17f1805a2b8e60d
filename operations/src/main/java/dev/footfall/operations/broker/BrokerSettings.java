package dev.footfall.operations.broker;

import dev.footfall.events.TopicSpec;
import java.nio.file.Path;
import java.util.Map;
import java.util.Properties;

/** A Kafka node on a developer's machine, alone: quick to start, small, nothing lost. */
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

    /**
     * After a kill, the controller lets the broker in again only when the session of its last run is over. A process that is paused, or
     * starved by ten times the load of its cores, for longer than a session has no leaders until its next heartbeat, some milliseconds
     * later. A heartbeat that the controller does not take within half an interval is logged as an error.
     */
    private static final Map<String, String> QUICK_TO_RETURN =
            Map.of("broker.session.timeout.ms", "1000", "broker.heartbeat.interval.ms", "250");

    private static final Map<String, String> QUICK = Map.of(
            "offsets.topic.num.partitions", "4",
            "transaction.state.log.num.partitions", "4",
            "share.coordinator.state.topic.num.partitions", "1",
            // what a killed process left open is aborted soon: readers of committed records wait for it
            "transaction.abort.timed.out.transaction.cleanup.interval.ms", "1000");

    private static final Map<String, String> SMALL = Map.of(
            "num.network.threads",
            "2",
            "num.io.threads",
            "4",
            "log.cleaner.dedupe.buffer.size",
            Integer.toString(8_000_000), // in two regions of 4 MiB of the heap
            "log.segment.bytes",
            Integer.toString(256 << 20),
            // enough for such a segment; at its first record the whole index is mapped and cleared
            "log.index.size.max.bytes",
            Integer.toString(1 << 20));

    private static final Map<String, String> LASTING = Map.of(
            "auto.create.topics.enable",
            "false",
            "message.max.bytes",
            Integer.toString(TopicSpec.MAX_RECORD_BYTES),
            "delete.topic.enable",
            "true",
            // a house that was shut for a month must find its place in the log again, not count from the start
            "offsets.retention.minutes",
            Integer.toString(Integer.MAX_VALUE));

    private BrokerSettings() {}

    /** Its controller's port may differ between starts: voters are configured, not stored. */
    static Properties of(Path directory, int clientPort, int controllerPort) {
        var settings = new Properties();
        settings.putAll(ALONE);
        settings.putAll(QUICK_TO_RETURN);
        settings.putAll(QUICK);
        settings.putAll(SMALL);
        settings.putAll(LASTING);
        settings.put("node.id", Integer.toString(NODE_ID));
        settings.put("controller.quorum.voters", NODE_ID + "@127.0.0.1:" + controllerPort);
        settings.putAll(Map.of(
                "process.roles",
                "broker,controller",
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
                CONTROLLER_LISTENER));
        return settings;
    }
}
