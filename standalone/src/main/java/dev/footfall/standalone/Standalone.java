package dev.footfall.standalone;

import dev.footfall.aggregator.Aggregator;
import dev.footfall.events.RenameEvent;
import dev.footfall.ingest.http.IngestServer;
import dev.footfall.ingest.publish.BrokerDisk;
import dev.footfall.ingest.publish.EventPublisher;
import dev.footfall.ingest.publish.KafkaEventPublisher;
import dev.footfall.ingest.users.UserIds;
import dev.footfall.operations.broker.EmbeddedBroker;
import dev.footfall.operations.topics.LogPartitions;
import dev.footfall.operations.topics.TopicAdmin;
import dev.footfall.queryapi.peers.http.PeerServer;
import dev.footfall.standalone.Running.CountingNode;
import dev.footfall.standalone.settings.Setting;
import dev.footfall.standalone.settings.Settings;
import dev.footfall.web.Listener;
import java.util.Optional;

/**
 * The whole house in this process. A download passes through it from the left to the right; it is started so that
 * nothing arrives anywhere before there is somebody to take it, and stopped the other way round.
 *
 * <pre>
 *   ingest ──► broker (topics) ──► aggregator ──► query API
 * </pre>
 */
public record Standalone(
        DataDirectory data,
        EmbeddedBroker broker,
        CountingParts counting,
        EventPublisher publisher,
        IngestServer ingest,
        Components components)
        implements CountingNode {
    /** Files and sockets of an idle process on two cores. */
    private static final int DESCRIPTORS = 190;

    private static final int DESCRIPTORS_PER_PARTITION = 12;

    /** The core alone. */
    public static Standalone start(Settings settings, ProcessListener listener) {
        return start(settings, Extras.NONE, listener);
    }

    public static Standalone start(Settings settings, Extras extras, ProcessListener listener) {
        return Running.start(components -> {
            RoomConfigs wanted =
                    RoomConfigs.of(settings).with(extras).checkedToServe().checkedToIngest();
            requireDescriptors(wanted.partitions(), Listener.mostDescriptors());
            DataDirectory data = components.add(DataDirectory.open(settings.path(Setting.DATA_DIR)));
            requireFree(settings, Setting.QUERY_HOST, Setting.QUERY_PORT); // before Kafka, whose start takes seconds
            requireFree(settings, Setting.INGEST_HOST, Setting.INGEST_PORT);
            EmbeddedBroker broker = components.broker(data, settings, listener);
            TopicAdmin topics = wanted.on(broker.bootstrapServers()).topics();
            topics.restoreSettings();
            LogPartitions partitions = topics.ensure(wanted.topicPartitions(), wanted.replicationFactor())
                    .log();
            requireDescriptors(partitions.number(), Listener.mostDescriptors());
            RoomConfigs configs = wanted.on(broker.bootstrapServers()).of(partitions);
            Optional<PeerServer> peers = components.peers(configs);
            CountingParts counting = components.counting(
                    configs, configs.aggregator(data.state(), peers.map(PeerServer::address)), peers, listener);
            KafkaEventPublisher log = components.add(
                    new KafkaEventPublisher(configs.publisher(), configs.partitions(), new BrokerDisk(data.kafka())));
            Optional<UserIds> users = SharedLogs.users(configs).map(components::add);
            IngestServer ingest = components.ingest(
                    configs, log, users, configs.secret(data), rename -> fault(counting.aggregator(), rename));
            return new Standalone(data, broker, counting, SharedLogs.publisher(log, users), ingest, components);
        });
    }

    /** Fails if Kafka and the stores would soon find none: they give their files up in hundreds of lines. */
    static void requireDescriptors(int partitions, long most) {
        int needed = DESCRIPTORS + DESCRIPTORS_PER_PARTITION * partitions;
        if (most >= needed) return;
        throw new IllegalStateException("this process may open " + most + " files, and with " + partitions
                + " partitions it needs " + needed + ": raise the limit (ulimit -n 65536, or LimitNOFILE of systemd)");
    }

    private static void requireFree(Settings settings, Setting host, Setting port) {
        EmbeddedBroker.requireFree(settings.text(host), settings.number(port), port.key());
    }

    /** The judgement of a rename. One that comes before all are read passes: readers ignore what closes a cycle. */
    private static Optional<String> fault(Aggregator aggregator, RenameEvent rename) {
        try {
            return aggregator.state().registrations().renames().fault(rename);
        } catch (IllegalStateException e) { // they are still being read
            return Optional.empty();
        }
    }
}
