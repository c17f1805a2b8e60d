package dev.footfall.standalone;

import dev.footfall.aggregator.Aggregator;
import dev.footfall.aggregator.AggregatorConfig;
import dev.footfall.events.RenameEvent;
import dev.footfall.ingest.http.IngestServer;
import dev.footfall.ingest.publish.BrokerDisk;
import dev.footfall.ingest.publish.EventPublisher;
import dev.footfall.ingest.publish.KafkaEventPublisher;
import dev.footfall.ingest.users.UserIds;
import dev.footfall.operations.states.CountedStates;
import dev.footfall.operations.topics.TopicAdmin;
import dev.footfall.queryapi.http.QueryServer;
import dev.footfall.standalone.broker.EmbeddedBroker;
import dev.footfall.standalone.settings.Setting;
import dev.footfall.standalone.settings.Settings;
import java.util.Optional;

/**
 * The whole house in this process. A download passes through it from the left to the right; it is started so that
 * nothing arrives anywhere before there is somebody to take it, and stopped the other way round.
 *
 * <pre>
 *   ingest ──► broker (topics) ──► aggregator ──► query API
 * </pre>
 */
public final class Standalone implements AutoCloseable {
    private final Components components = new Components();
    private final DataDirectory data;
    private final EmbeddedBroker broker;
    private final Aggregator aggregator;
    private final CountedStates states;
    private final QueryServer query;
    private final EventPublisher publisher;
    private final IngestServer ingest;

    /**
     * A house that stands on the data directory that the settings name.
     *
     * @param listener hears what the start waits for, what it decides, and when the counting has stopped for good
     * @throws IllegalStateException if a room cannot be opened: the message says which, why, and what to do
     */
    public Standalone(Settings settings, ProcessListener listener) {
        try {
            RoomConfigs wanted = RoomConfigs.of(settings);
            var unused = wanted.state(); // first: a mistake in the rules is found before anything starts
            var unusedToo = wanted.spikes().webhook();
            data = components.add(DataDirectory.open(settings.path(Setting.DATA_DIR)));
            broker = components.broker(data, settings, listener);
            RoomConfigs configs = wanted.on(broker.bootstrapServers());
            var topics = new TopicAdmin(configs.kafka());
            topics.ensure(configs.partitions(), configs.replicationFactor());
            topics.forceFacts();
            AggregatorConfig counting = configs.aggregator(data.state());
            aggregator = components.aggregator(configs, counting, listener);
            states = components.states(configs, counting, aggregator, Optional.empty(), listener);
            query = components.query(configs, states);
            components.sealing(configs, aggregator);
            components.spikes(configs, states);
            KafkaEventPublisher log = components.publisher(configs, new BrokerDisk(data.kafka()));
            Optional<UserIds> users = components.users(configs);
            publisher = ConfiguredUsers.publisher(log, users);
            ingest = components.ingest(configs, log, users, configs.secret(data), this::fault);
        } catch (RuntimeException e) {
            components.close();
            throw e;
        }
    }

    /** The judgement of a rename. One that comes before all are read passes: readers ignore what closes a cycle. */
    private Optional<String> fault(RenameEvent rename) {
        try {
            return aggregator.state().renames().fault(rename);
        } catch (IllegalStateException e) { // they are still being read
            return Optional.empty();
        }
    }

    /** The name and the digest of the rules by which it counts what it answers. */
    public String rules() {
        return states.live().rules().id();
    }

    /** Its directory. */
    public DataDirectory data() {
        return data;
    }

    /** Its Kafka. */
    public EmbeddedBroker broker() {
        return broker;
    }

    /** Its aggregator. */
    public Aggregator aggregator() {
        return aggregator;
    }

    /** Its server of the query API. */
    public QueryServer query() {
        return query;
    }

    /** The way into its log for what this process itself has to say. */
    public EventPublisher publisher() {
        return publisher;
    }

    /** Its server of ingest. */
    public IngestServer ingest() {
        return ingest;
    }

    @Override
    public void close() {
        components.close();
    }
}
