package dev.footfall.standalone.faults;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.footfall.standalone.LogReader;
import dev.footfall.standalone.broker.EmbeddedBroker;
import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Properties;
import java.util.concurrent.TimeUnit;
import kafka.server.KafkaConfig;
import kafka.server.KafkaRaftServer;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.config.ConfigResource;
import org.apache.kafka.common.metadata.MetadataRecordType;
import org.apache.kafka.common.record.SimpleRecord;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.common.utils.ByteUtils;
import org.apache.kafka.common.utils.Time;
import org.apache.kafka.metadata.storage.Formatter;
import org.apache.kafka.server.common.MetadataVersion;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** A broker's directory that a Kafka of 4.3 has formatted and written is taken over, with its topics and their records. */
@Timeout(value = 2, unit = TimeUnit.MINUTES)
class LaterMetadataIT {
    private static final String TOPIC = "kept";
    private static final ConfigResource SETTINGS = new ConfigResource(ConfigResource.Type.TOPIC, TOPIC);

    @TempDir
    private Path directory;

    private Path kafka;
    private Path metadata;

    @BeforeEach
    void writeWithALaterVersion() throws Exception {
        kafka = directory.resolve("kafka");
        metadata = kafka.resolve("__cluster_metadata-0");
        int port = freePort(0);
        KafkaRaftServer later = later(port);
        later.startup();
        write("127.0.0.1:" + port, 3);
        later.shutdown();
        later.awaitShutdown();
        var unreadable = ByteBuffer.allocate(16);
        ByteUtils.writeUnsignedVarint(1, unreadable);
        ByteUtils.writeUnsignedVarint(MetadataRecordType.REGISTER_BROKER_RECORD.id(), unreadable);
        ByteUtils.writeUnsignedVarint(4, unreadable); // this version is of 4.3, and cannot be read here
        assertEquals(List.of(metadata), new LogFiles(kafka).partitions("__cluster_metadata"));
        LogFiles.append(metadata, new SimpleRecord(0, null, unreadable.flip()));
    }

    @Test
    void keepsTopicsSettingsAndRecordsThroughThisAndLaterStarts() throws Exception {
        for (int starts = 1; starts <= 2; starts++) {
            try (EmbeddedBroker broker = EmbeddedBroker.start(kafka, 0)) {
                assertEquals(
                        2 + starts,
                        LogReader.records(broker.bootstrapServers(), TOPIC).size());
                assertEquals("123456789", retention(broker));
                write(broker.bootstrapServers(), 1);
            }
        }
        assertTrue(Files.exists(directory.resolve("kafka-metadata-4.3-IV0")));
    }

    @Test
    void goesOnWhereItWasInterruptedAfterTheOldLogWasMoved() throws Exception {
        Files.move(metadata, directory.resolve("kafka-metadata-4.3-IV0"));

        try (EmbeddedBroker broker = EmbeddedBroker.start(kafka, 0)) {
            assertEquals(3, LogReader.records(broker.bootstrapServers(), TOPIC).size());
        }
    }

    @Test
    void leavesADirectoryOfItsOwnVersionAlone() throws Exception {
        Path own = directory.resolve("own");
        for (int starts = 1; starts <= 2; starts++) EmbeddedBroker.start(own, 0).close();

        try (var files = Files.list(directory)) {
            assertFalse(files.anyMatch(file -> file.getFileName().toString().startsWith("own-metadata")));
        }
    }

    private KafkaRaftServer later(int port) throws Exception {
        try (var silence = new PrintStream(OutputStream.nullOutputStream(), false, StandardCharsets.UTF_8)) {
            new Formatter()
                    .setNodeId(1)
                    .setClusterId("NqlgCbRwQBOuKp4cUgEAOA")
                    .setControllerListenerName("CONTROLLER")
                    .setMetadataLogDirectory(kafka.toString())
                    .addDirectory(kafka.toString())
                    .setUnstableFeatureVersionsEnabled(true)
                    .setReleaseVersion(MetadataVersion.IBP_4_3_IV0)
                    .setPrintStream(silence)
                    .run();
        }
        int controllerPort = freePort(port);
        Map<String, String> settings = new HashMap<>(Map.of(
                "process.roles", "broker,controller",
                "node.id", "1",
                "log.dirs", kafka.toString(),
                "listeners", "CLIENTS://127.0.0.1:" + port + ",CONTROLLER://127.0.0.1:" + controllerPort,
                "listener.security.protocol.map", "CLIENTS:PLAINTEXT,CONTROLLER:PLAINTEXT",
                "inter.broker.listener.name", "CLIENTS",
                "controller.listener.names", "CONTROLLER",
                "controller.quorum.voters", "1@127.0.0.1:" + controllerPort,
                "unstable.feature.versions.enable", "true"));
        return new KafkaRaftServer(KafkaConfig.fromProps(properties(settings), false), Time.SYSTEM);
    }

    private static Properties properties(Map<String, String> settings) {
        var properties = new Properties();
        properties.putAll(settings);
        return properties;
    }

    /** Writes that many records, into a topic that is made when it is not there. */
    private static void write(String bootstrapServers, int records) throws Exception {
        Map<String, Object> client = Map.of("bootstrap.servers", bootstrapServers);
        try (Admin admin = Admin.create(client);
                var producer = new KafkaProducer<>(client, new ByteArraySerializer(), new ByteArraySerializer())) {
            if (!admin.listTopics().names().get().contains(TOPIC)) {
                var topic = new NewTopic(TOPIC, Optional.of(1), Optional.of((short) 1))
                        .configs(Map.of("retention.ms", "123456789", "message.timestamp.type", "LogAppendTime"));
                admin.createTopics(List.of(topic)).all().get();
            }
            for (int record = 0; record < records; record++) {
                producer.send(new ProducerRecord<>(TOPIC, new byte[] {1})).get();
            }
        }
    }

    private static String retention(EmbeddedBroker broker) throws Exception {
        try (Admin admin = Admin.create(Map.of("bootstrap.servers", broker.bootstrapServers()))) {
            return admin.describeConfigs(List.of(SETTINGS))
                    .values()
                    .get(SETTINGS)
                    .get()
                    .get("retention.ms")
                    .value();
        }
    }

    private static int freePort(int taken) throws IOException {
        try (var socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            int port = socket.getLocalPort();
            return port == taken ? freePort(taken) : port;
        }
    }
}
