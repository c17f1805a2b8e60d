package dev.footfall.operations.broker;

import dev.footfall.events.TopicSettings;
import java.nio.file.Path;
import java.util.Properties;

/** A Kafka node on a developer's machine, alone: quick to start, small, nothing lost. */
final class BrokerSettings {
    static final int NODE_ID = 1;
    static final String CONTROLLER_LISTENER = "CONTROLLER";
    static final String CLIENT_LISTENER = "CLIENTS";

    private static final String LEAST_SEGMENT_BYTES = Integer.toString(1 << 20);

    /** A produce request has several records of the greatest size at most; others are shorter. */
    private static final int MOST_REQUEST_BYTES = 2 * TopicSettings.MAX_RECORD_BYTES;

    /** Of all requests that are on their way in, and one more; connections then wait until some are answered. */
    private static final int MOST_QUEUED_BYTES = 32 << 20;

    /** Five times what a node, its commands and a few other clients open. */
    private static final int MOST_CONNECTIONS = 500;

    private BrokerSettings() {}

    /** Its controller's port may differ between starts: voters are configured, not stored. */
    static Properties of(Path directory, int clientPort, int controllerPort) {
        var settings = new Properties();
        putAlone(settings);
        putQuick(settings);
        putSmall(settings);
        putBounded(settings);
        settings.put("auto.create.topics.enable", "false");
        settings.put("message.max.bytes", Integer.toString(TopicSettings.MAX_RECORD_BYTES));
        // a house that was shut for a month must find its place in the log again, not count from the start
        settings.put("offsets.retention.minutes", Integer.toString(Integer.MAX_VALUE));
        settings.put("node.id", Integer.toString(NODE_ID));
        settings.put("process.roles", "broker,controller");
        settings.put("controller.quorum.voters", NODE_ID + "@127.0.0.1:" + controllerPort);
        settings.put("controller.listener.names", CONTROLLER_LISTENER);
        settings.put("inter.broker.listener.name", CLIENT_LISTENER);
        settings.put("listener.security.protocol.map", "CLIENTS:PLAINTEXT,CONTROLLER:PLAINTEXT");
        settings.put("listeners", "CLIENTS://127.0.0.1:" + clientPort + ",CONTROLLER://127.0.0.1:" + controllerPort);
        settings.put("advertised.listeners", "CLIENTS://127.0.0.1:" + clientPort);
        settings.put("log.dirs", directory.toString());
        return settings;
    }

    private static void putAlone(Properties settings) {
        settings.put("offsets.topic.replication.factor", "1");
        settings.put("transaction.state.log.replication.factor", "1");
        settings.put("transaction.state.log.min.isr", "1");
        settings.put("share.coordinator.state.topic.replication.factor", "1");
        settings.put("share.coordinator.state.topic.min.isr", "1");
        // nobody else will join a group
        settings.put("group.initial.rebalance.delay.ms", "0");
        // nobody follows its metadata, into which an idle controller writes nothing twice a second, by default
        settings.put("metadata.max.idle.interval.ms", "60000");
        // nobody else could lead: after a pause of the process, or a sleep of its machine, the leaders are still there
        settings.put("broker.session.timeout.ms", Integer.toString(Integer.MAX_VALUE));
    }

    private static void putQuick(Properties settings) {
        settings.put("offsets.topic.num.partitions", "4");
        settings.put("transaction.state.log.num.partitions", "4");
        // a start reads these logs whole, and only closed segments are compacted; by default one is closed at 100 MB
        settings.put("offsets.topic.segment.bytes", LEAST_SEGMENT_BYTES);
        settings.put("transaction.state.log.segment.bytes", LEAST_SEGMENT_BYTES);
        settings.put("share.coordinator.state.topic.num.partitions", "1");
        // what a killed process left open is aborted soon: readers of committed records wait for it
        settings.put("transaction.abort.timed.out.transaction.cleanup.interval.ms", "1000");
    }

    /** A connection says the length of its request first, and the memory for it is taken then; it need not say who it is. */
    private static void putBounded(Properties settings) {
        settings.put("socket.request.max.bytes", Integer.toString(MOST_REQUEST_BYTES));
        settings.put("queued.max.request.bytes", Integer.toString(MOST_QUEUED_BYTES));
        settings.put("queued.max.requests", "100");
        // others are closed at once: all come from this machine
        settings.put("max.connections.per.ip", Integer.toString(MOST_CONNECTIONS));
    }

    private static void putSmall(Properties settings) {
        settings.put("num.network.threads", "2");
        settings.put("num.io.threads", "4");
        settings.put("log.cleaner.dedupe.buffer.size", "8000000"); // in two regions of 4 MiB of the heap
        settings.put("log.segment.bytes", Integer.toString(256 << 20));
        // enough for such a segment; at its first record the whole index is mapped and cleared
        settings.put("log.index.size.max.bytes", Integer.toString(1 << 20));
    }
}
