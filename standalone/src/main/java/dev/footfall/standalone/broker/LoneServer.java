package dev.footfall.standalone.broker;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.OptionalLong;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import kafka.server.BrokerServer;
import kafka.server.ControllerServer;
import kafka.server.KafkaConfig;
import kafka.server.KafkaRaftServer;
import kafka.server.Server;
import kafka.server.SharedServer;
import kafka.server.StandardFaultHandlerFactory;
import org.apache.kafka.common.internals.Topic;
import org.apache.kafka.common.message.RequestHeaderData;
import org.apache.kafka.common.message.UpdateFeaturesRequestData;
import org.apache.kafka.common.metrics.Metrics;
import org.apache.kafka.common.security.auth.KafkaPrincipal;
import org.apache.kafka.common.utils.Time;
import org.apache.kafka.controller.ControllerRequestContext;
import org.apache.kafka.metadata.ControllerRegistration;
import org.apache.kafka.metadata.bootstrap.BootstrapMetadata;
import org.apache.kafka.metadata.properties.MetaPropertiesEnsemble;
import org.apache.kafka.raft.QuorumConfig;
import org.apache.kafka.server.ServerSocketFactory;
import org.apache.kafka.server.quota.ControllerMutationQuota;
import org.slf4j.LoggerFactory;
import scala.Option;
import scala.Tuple2;
import scala.jdk.javaapi.CollectionConverters;

/**
 * A controller and its only broker, as {@link KafkaRaftServer} has them, which do not wait for the dead. After a kill a controller
 * lets a broker in only when the session of the one before has run out, since that may still be alive elsewhere. On one machine
 * it is not, and the broker would not get the lock of its directory: between the starts of the two, the servers' clock leaps over that session.
 */
final class LoneServer implements Server {
    private static final Duration PATIENCE = Duration.ofSeconds(10);
    private static final long PAUSE_MILLIS = 5;

    private final LeapingTime time = new LeapingTime();
    private final int id;
    private final Duration session;
    private final boolean hasLivedBefore;
    private final ControllerServer controller;
    private final BrokerServer broker;

    LoneServer(KafkaConfig config) {
        Tuple2<MetaPropertiesEnsemble, BootstrapMetadata> directories =
                KafkaRaftServer.initializeLogDirs(config, LoggerFactory.getLogger(LoneServer.class), "");
        MetaPropertiesEnsemble properties = directories._1();
        Metrics metrics =
                Server.initializeMetrics(config, time, properties.clusterId().orElseThrow());
        var shared = new SharedServer(
                config,
                properties,
                time,
                metrics,
                CompletableFuture.completedFuture(
                        QuorumConfig.parseVoterConnections(config.quorumConfig().voters())),
                QuorumConfig.parseBootstrapServers(config.quorumConfig().bootstrapServers()),
                new StandardFaultHandlerFactory(),
                ServerSocketFactory.INSTANCE);
        this.id = config.nodeId();
        this.session = Duration.ofMillis(config.brokerSessionTimeoutMs());
        this.hasLivedBefore =
                Files.isDirectory(Path.of(config.metadataLogDir(), Topic.CLUSTER_METADATA_TOPIC_PARTITION.toString()));
        this.broker = new BrokerServer(shared);
        this.controller = new ControllerServer(shared, KafkaRaftServer.configSchema(), directories._2());
    }

    @Override
    public void startup() {
        controller.startup();
        if (hasLivedBefore && isIdle()) time.leap(session);
        broker.startup();
        makeCoordinators();
    }

    /** Makes what clients' first questions would, half a second before they come to them. */
    private void makeCoordinators() {
        Set<String> missing = Stream.of(Topic.GROUP_METADATA_TOPIC_NAME, Topic.TRANSACTION_STATE_TOPIC_NAME)
                .filter(topic -> !broker.metadataCache().contains(topic))
                .collect(Collectors.toSet());
        if (missing.isEmpty()) return;
        broker.autoTopicCreationManager()
                .createTopics(
                        CollectionConverters.asScala(missing),
                        ControllerMutationQuota.UNBOUNDED_CONTROLLER_MUTATION_QUOTA,
                        Option.empty());
    }

    /**
     * Waits until the controller counts the sessions of the brokers that it knows, has written down that it is active and who it is, and
     * is about nothing: what it is about when the clock leaps seems to it to take as long.
     */
    private boolean isIdle() {
        long pauses = PATIENCE.toMillis() / PAUSE_MILLIS;
        for (long pause = 0; pause < pauses && !isRegistered(); pause++) Time.SYSTEM.sleep(PAUSE_MILLIS);
        if (!controller.controller().isActive()) return false;
        changeNothing(); // answered in the middle of the event which tells that all before it are written
        changeNothing(); // answered after that event
        return true;
    }

    private boolean isRegistered() {
        ControllerRegistration known =
                controller.registrationsPublisher().controllers().get(id);
        return controller.controller().isActive()
                && known != null
                && known.incarnationId().equals(controller.registrationManager().incarnationId());
    }

    private void changeNothing() {
        controller
                .controller()
                .updateFeatures(
                        new ControllerRequestContext(
                                new RequestHeaderData(), KafkaPrincipal.ANONYMOUS, OptionalLong.empty()),
                        new UpdateFeaturesRequestData().setValidateOnly(true))
                .join();
    }

    @Override
    public void shutdown() {
        broker.shutdown();
        controller.shutdown();
    }

    @Override
    public void awaitShutdown() {
        broker.awaitShutdown();
        controller.awaitShutdown();
    }

    /** The system's time, of which the part that measures durations can be put forward, as it is after a process was paused. */
    private static final class LeapingTime implements Time {
        private volatile long leaptNanos;

        void leap(Duration over) {
            leaptNanos = over.toNanos();
        }

        @Override
        public long milliseconds() {
            return Time.SYSTEM.milliseconds();
        }

        @Override
        public long nanoseconds() {
            return Time.SYSTEM.nanoseconds() + leaptNanos;
        }

        @Override
        public void sleep(long millis) {
            Time.SYSTEM.sleep(millis);
        }

        @Override
        public void waitObject(Object object, Supplier<Boolean> condition, long deadlineMillis)
                throws InterruptedException {
            Time.SYSTEM.waitObject(object, condition, deadlineMillis);
        }
    }
}
