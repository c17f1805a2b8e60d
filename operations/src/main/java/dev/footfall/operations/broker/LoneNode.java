package dev.footfall.operations.broker;

import java.util.Map;
import java.util.OptionalLong;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import kafka.server.BrokerServer;
import kafka.server.ControllerServer;
import kafka.server.KafkaConfig;
import kafka.server.KafkaRaftServer;
import kafka.server.Server;
import kafka.server.SharedServer;
import kafka.server.StandardFaultHandlerFactory;
import org.apache.kafka.common.errors.BrokerIdNotRegisteredException;
import org.apache.kafka.common.errors.NotControllerException;
import org.apache.kafka.common.message.RequestHeaderData;
import org.apache.kafka.common.security.auth.KafkaPrincipal;
import org.apache.kafka.common.utils.Time;
import org.apache.kafka.controller.ControllerRequestContext;
import org.apache.kafka.metadata.bootstrap.BootstrapMetadata;
import org.apache.kafka.metadata.properties.MetaPropertiesEnsemble;
import org.apache.kafka.raft.QuorumConfig;
import org.apache.kafka.server.ServerSocketFactory;
import org.slf4j.LoggerFactory;
import scala.Tuple2;

/**
 * A controller and the only broker that it can have, started in this order as Kafka's own server does. A killed broker is still
 * registered, and Kafka refuses another one until the session ends: a lone broker is the successor of the one registered, so that
 * registration is removed first. Sessions may therefore be longer than any pause.
 */
final class LoneNode implements Server {
    private static final long PATIENCE_NANOS = TimeUnit.SECONDS.toNanos(30);
    private static final long BETWEEN_TRIES_NANOS = TimeUnit.MILLISECONDS.toNanos(5);

    private final ControllerServer controller;
    private final BrokerServer broker;

    LoneNode(KafkaConfig config) {
        Tuple2<MetaPropertiesEnsemble, BootstrapMetadata> directories =
                KafkaRaftServer.initializeLogDirs(config, LoggerFactory.getLogger(LoneNode.class), "");
        MetaPropertiesEnsemble ensemble = directories._1();
        QuorumConfig quorum = config.quorumConfig();
        var shared = new SharedServer(
                config,
                ensemble,
                Time.SYSTEM,
                Server.initializeMetrics(
                        config, Time.SYSTEM, ensemble.clusterId().orElseThrow()),
                CompletableFuture.completedFuture(Map.copyOf(QuorumConfig.parseVoterConnections(quorum.voters()))),
                QuorumConfig.parseBootstrapServers(quorum.bootstrapServers()),
                new StandardFaultHandlerFactory(),
                ServerSocketFactory.INSTANCE);
        controller = new ControllerServer(shared, KafkaRaftServer.configSchema(), directories._2());
        broker = new BrokerServer(shared);
    }

    @Override
    public void startup() {
        controller.startup();
        unregister();
        broker.startup();
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

    /**
     * Asks again while the controller, which has no other to elect, has not elected itself. Only then it knows all that was
     * registered: what it tells others of may be older.
     */
    private void unregister() {
        var asker =
                new ControllerRequestContext(new RequestHeaderData(), KafkaPrincipal.ANONYMOUS, OptionalLong.empty());
        long giveUpNanos = System.nanoTime() + PATIENCE_NANOS;
        while (true) {
            try {
                controller
                        .controller()
                        .unregisterBroker(asker, BrokerSettings.NODE_ID)
                        .join();
                return;
            } catch (CompletionException e) {
                if (e.getCause() instanceof BrokerIdNotRegisteredException) return;
                if (!(e.getCause() instanceof NotControllerException) || System.nanoTime() - giveUpNanos > 0) throw e;
                LockSupport.parkNanos(BETWEEN_TRIES_NANOS);
            }
        }
    }
}
