package dev.footfall.standalone;

import dev.footfall.aggregator.Aggregator;
import dev.footfall.ingest.VisitorSecret;
import dev.footfall.ingest.http.IngestServer;
import dev.footfall.ingest.publish.EventPublisher;
import dev.footfall.ingest.publish.KafkaEventPublisher;
import dev.footfall.ingest.publish.KafkaProbe;
import dev.footfall.queryapi.http.QueryServer;
import dev.footfall.standalone.broker.EmbeddedBroker;
import dev.footfall.standalone.broker.TopicAdmin;
import dev.footfall.standalone.settings.Setting;
import dev.footfall.standalone.settings.Settings;
import io.micrometer.prometheusmetrics.PrometheusConfig;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import java.nio.file.Path;
import java.time.Clock;
import java.util.OptionalInt;
import java.util.function.Consumer;

/**
 * The house, or those of its rooms that a process has, started in the order in which a download passes through it
 * backwards, so that nothing arrives before there is somebody to take it:
 *
 * <pre>
 *   ingest ──► broker (topics) ──► aggregator ──► query API
 * </pre>
 */
public final class Standalone implements AutoCloseable {
    private final OpenRooms rooms = new OpenRooms();
    private final PrometheusMeterRegistry metrics = new PrometheusMeterRegistry(PrometheusConfig.DEFAULT);
    private final Settings settings;
    private final Consumer<String> onFailure;

    private Standalone(Settings settings, Consumer<String> onFailure) {
        this.settings = settings;
        this.onFailure = onFailure;
    }

    /**
     * A house in which everything runs.
     *
     * @param kafka where the embedded broker listens
     * @param aggregator counts
     * @param publisher writes to the broker, for what this process makes itself
     * @param query answers
     * @param ingest takes events
     * @param house what to close
     */
    public record Everything(
            String kafka,
            Aggregator aggregator,
            EventPublisher publisher,
            QueryServer query,
            IngestServer ingest,
            Standalone house)
            implements AutoCloseable {
        /** Stops all rooms in the reverse order of their start. */
        @Override
        public void close() {
            house.close();
        }
    }

    /**
     * Starts everything in this process, on the data directory that the settings name.
     *
     * @param onFailure is told, in one sentence, when the counting has stopped for good
     * @throws IllegalStateException if a room cannot start: the message says which, why, and what to do
     */
    public static Everything run(Settings settings, Consumer<String> onFailure) {
        var house = new Standalone(settings, onFailure);
        try {
            DataDirectory data = house.rooms.add(DataDirectory.open(settings.path(Setting.DATA_DIR)));
            EmbeddedBroker broker =
                    house.rooms.add(EmbeddedBroker.start(data.kafka(), settings.number(Setting.KAFKA_PORT)));
            RoomConfigs configs = RoomConfigs.of(settings, broker.bootstrapServers());
            house.makeTopics(configs);
            Aggregator aggregator = house.startAggregator(configs, data.state());
            QueryServer query = house.startQuery(configs, aggregator);
            EventPublisher publisher = house.rooms.add(new KafkaEventPublisher(configs.publisher()));
            IngestServer ingest = house.startIngest(configs, publisher, configs.secret(data));
            return new Everything(broker.bootstrapServers(), aggregator, publisher, query, ingest, house);
        } catch (RuntimeException e) {
            house.close();
            throw e;
        }
    }

    /** Starts an aggregator and the query API on the configured Kafka. */
    public static Serving serve(Settings settings, Consumer<String> onFailure) {
        var house = new Standalone(settings, onFailure);
        try {
            DataDirectory data = house.rooms.add(DataDirectory.open(settings.path(Setting.DATA_DIR)));
            RoomConfigs configs = RoomConfigs.of(settings);
            new TopicAdmin(configs.kafka()).require(OptionalInt.of(settings.number(Setting.TOPICS_PARTITIONS)));
            Aggregator aggregator = house.startAggregator(configs, data.state());
            return new Serving(aggregator, house.startQuery(configs, aggregator), house);
        } catch (RuntimeException e) {
            house.close();
            throw e;
        }
    }

    /** An aggregator and the API that asks it. */
    public record Serving(Aggregator aggregator, QueryServer query, Standalone house) implements AutoCloseable {
        @Override
        public void close() {
            house.close();
        }
    }

    /** Starts ingest alone, on the configured Kafka. */
    public static Receiving ingest(Settings settings) {
        var house = new Standalone(settings, sentence -> {});
        try {
            RoomConfigs configs = RoomConfigs.of(settings);
            VisitorSecret secret = configs.secret();
            new TopicAdmin(configs.kafka()).require(OptionalInt.empty());
            EventPublisher publisher = house.rooms.add(new KafkaEventPublisher(configs.publisher()));
            return new Receiving(house.startIngest(configs, publisher, secret), house);
        } catch (RuntimeException e) {
            house.close();
            throw e;
        }
    }

    /** Ingest, listening. */
    public record Receiving(IngestServer ingest, Standalone house) implements AutoCloseable {
        @Override
        public void close() {
            house.close();
        }
    }

    private void makeTopics(RoomConfigs configs) {
        new TopicAdmin(configs.kafka())
                .ensure(
                        settings.number(Setting.TOPICS_PARTITIONS),
                        settings.optional(Setting.TOPICS_REPLICATION_FACTOR).map(Short::valueOf));
    }

    private Aggregator startAggregator(RoomConfigs configs, Path stateDirectory) {
        Aggregator aggregator = rooms.add(new Aggregator(configs.aggregator(stateDirectory), onFailure));
        aggregator.bindTo(metrics);
        aggregator.start();
        return aggregator;
    }

    private QueryServer startQuery(RoomConfigs configs, Aggregator aggregator) {
        return rooms.add(QueryServer.start(configs.query(), aggregator.state(), metrics, Clock.systemUTC()));
    }

    private IngestServer startIngest(RoomConfigs configs, EventPublisher publisher, VisitorSecret secret) {
        KafkaProbe probe = rooms.add(new KafkaProbe(configs.publisher()));
        return rooms.add(IngestServer.start(
                configs.ingest(),
                new IngestServer.Wiring(publisher, probe::isReachable, secret, Clock.systemUTC(), metrics)));
    }

    /** Stops what was started, in the reverse order. */
    @Override
    public void close() {
        rooms.close();
    }
}
