package dev.footfall.operations.broker;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.footfall.events.TopicSettings;
import dev.footfall.events.TopicSpec;
import dev.footfall.operations.topics.EnsuredTopic;
import dev.footfall.operations.topics.TopicAdmin;
import dev.footfall.standalone.ChildProcess;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.StringDeserializer;
import org.apache.kafka.common.serialization.StringSerializer;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class EmbeddedBrokerIT {
    @TempDir
    Path directory;

    @Test
    void keepsTopicsAndRecordsOverARestartOnAnotherPort() throws Exception {
        try (EmbeddedBroker broker = EmbeddedBroker.start(directory, 0)) {
            assertTrue(
                    topics(broker).ensure(2, Optional.empty()).topics().stream().allMatch(EnsuredTopic::isCreated));
            send(broker, "before");
        }

        try (EmbeddedBroker broker = EmbeddedBroker.start(directory, 0)) {
            assertTrue(
                    topics(broker).ensure(2, Optional.empty()).topics().stream().noneMatch(EnsuredTopic::isCreated));
            send(broker, "after");

            assertEquals(List.of("before", "after"), read(broker, 2));
        }
    }

    @Test
    void startsInAProcessThatIsToldToStopMeanwhile() throws Exception {
        try (ChildProcess process = ChildProcess.start(
                directory.resolve("output"),
                Map.of(),
                StoppedStart.class.getName(),
                List.of(directory.resolve("kafka").toString()))) {
            process.exitCode();

            assertEquals("started\n", process.output());
        }
    }

    static final class StoppedStart {
        private StoppedStart() {}

        public static void main(String[] directory) {
            Runtime.getRuntime().addShutdownHook(new Thread(() -> {
                EmbeddedBroker.start(Path.of(directory[0]), 0).close();
                System.out.println("started");
            }));
        }
    }

    /** Its session never ends; the new one does not wait for that. */
    @Test
    void startsAfterAKillAndKeepsWhatTheKilledOneHad() throws Exception {
        Path kafka = directory.resolve("kafka");
        try (ChildProcess killed = ChildProcess.start(
                directory.resolve("output"), Map.of(), KilledBroker.class.getName(), List.of(kafka.toString()))) {
            Awaitility.await()
                    .atMost(Duration.ofMinutes(5))
                    .until(() -> killed.output().contains("sent") || !killed.isAlive());
            killed.kill();
            assertTrue(killed.output().contains("sent"), killed.output());
        }

        try (EmbeddedBroker broker = EmbeddedBroker.start(kafka, 0)) {
            send(broker, "after");

            assertEquals(List.of("before", "after"), read(broker, 2));
        }
    }

    static final class KilledBroker {
        private KilledBroker() {}

        public static void main(String[] directory) throws Exception {
            EmbeddedBroker broker = EmbeddedBroker.start(Path.of(directory[0]), 0);
            topics(broker).ensure(2, Optional.empty());
            send(broker, "before");
            System.out.println("sent");
        }
    }

    @Test
    void startsWhereTheFirstStartLostItsPower() throws Exception {
        Files.writeString(directory.resolve("meta.properties"), "version=1\ncluster.id=half\n");
        Files.createFile(directory.resolve("bootstrap.checkpoint"));

        try (EmbeddedBroker broker = EmbeddedBroker.start(directory, 0)) {
            assertTrue(
                    topics(broker).ensure(1, Optional.empty()).topics().stream().allMatch(EnsuredTopic::isCreated));
        }
    }

    @Test
    void takesNoMemoryForARequestThatIsLongerThanAny() throws Exception {
        try (EmbeddedBroker broker = EmbeddedBroker.start(directory, 0)) {
            assertTrue(
                    topics(broker).ensure(1, Optional.empty()).topics().stream().allMatch(EnsuredTopic::isCreated));
            for (int i = 0; i < 6; i++) {
                try (Socket socket = connection(broker)) {
                    socket.getOutputStream().write(new byte[] {0x06, 0x40, 0, 0}); // 100 MiB follow

                    assertEquals(-1, socket.getInputStream().read());
                }
            }
            send(broker, "afterwards");
        }
    }

    @Test
    void carriesABatchOfTheGreatestSize() throws Exception {
        try (EmbeddedBroker broker = EmbeddedBroker.start(directory, 0);
                Admin admin = Admin.create(Map.of("bootstrap.servers", broker.bootstrapServers()))) {
            admin.createTopics(List.of(new NewTopic("large", 1, (short) 1)))
                    .all()
                    .get();
            Map<String, Object> settings = Map.of(
                    "bootstrap.servers",
                    broker.bootstrapServers(),
                    "max.request.size",
                    TopicSettings.MAX_RECORD_BYTES,
                    "buffer.memory",
                    "33554432");
            var text = new StringSerializer();
            try (var producer = new KafkaProducer<>(settings, text, text)) {
                String record = "x".repeat(TopicSettings.MAX_RECORD_BYTES - 200);

                assertEquals(
                        0,
                        producer.send(new ProducerRecord<>("large", record))
                                .get()
                                .offset());
            }
        }
    }

    @Test
    void closesConnectionsThatAreTooManyAndServesTheOthers() throws Exception {
        try (EmbeddedBroker broker = EmbeddedBroker.start(directory, 0)) {
            assertTrue(
                    topics(broker).ensure(1, Optional.empty()).topics().stream().allMatch(EnsuredTopic::isCreated));
            List<Socket> idle = new ArrayList<>();
            try {
                for (int i = 0; i < 600; i++) idle.add(connection(broker));
                Socket last = idle.get(idle.size() - 1);

                assertEquals(-1, last.getInputStream().read());
            } finally {
                for (Socket socket : idle) socket.close();
            }
            send(broker, "afterwards");
        }
    }

    private static Socket connection(EmbeddedBroker broker) throws Exception {
        String port = broker.bootstrapServers().replaceFirst(".*:", "");
        var socket = new Socket(InetAddress.getByAddress(new byte[] {127, 0, 0, 1}), Integer.parseInt(port));
        socket.setSoTimeout(30_000);
        return socket;
    }

    @Test
    void makesTopicsWithoutComplaintsThatTheyAreNotThere() {
        try (EmbeddedBroker broker = EmbeddedBroker.start(directory, 0)) {
            String said = said(() -> topics(broker).ensure(8, Optional.empty()));

            assertFalse(said.contains("unknown topic"), said);
        }
    }

    private static String said(Runnable work) {
        var said = new ByteArrayOutputStream();
        PrintStream before = System.err;
        System.setErr(new PrintStream(said, true, UTF_8));
        try {
            work.run();
        } finally {
            System.setErr(before);
        }
        return said.toString(UTF_8);
    }

    /** Each start reads it whole, and only what is closed is compacted. */
    @Test
    void closesSegmentsOfTheLogOfOffsetsSoon() throws Exception {
        var place = new TopicPartition(TopicSpec.DOWNLOAD_EVENTS.topic(), 0);
        var told = Map.of(place, new OffsetAndMetadata(0, "x".repeat(4_000)));
        try (EmbeddedBroker broker = EmbeddedBroker.start(directory, 0)) {
            topics(broker).ensure(1, Optional.empty());
            try (Admin admin = Admin.create(Map.<String, Object>of("bootstrap.servers", broker.bootstrapServers()))) {
                for (int i = 0; i < 300; i++)
                    admin.alterConsumerGroupOffsets("0", told).all().get();
            }

            try (Stream<Path> files = Files.list(directory.resolve("__consumer_offsets-0"))) {
                assertEquals(
                        2,
                        files.filter(file -> file.toString().endsWith(".log")).count());
            }
        }
    }

    @Test
    void refusesATopicWithAnotherPartitionCountAndNamesBoth() {
        try (EmbeddedBroker broker = EmbeddedBroker.start(directory, 0)) {
            topics(broker).ensure(2, Optional.empty());

            var refused = assertThrows(
                    IllegalStateException.class, () -> topics(broker).ensure(3, Optional.empty()));

            assertTrue(String.valueOf(refused.getMessage()).contains("has 2 partitions"), refused::toString);
            assertTrue(String.valueOf(refused.getMessage()).contains("topics.partitions is 3"), refused::toString);
        }
    }

    @Test
    void refusesAPortInUseAndNamesIt() throws Exception {
        try (var taken = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            int port = taken.getLocalPort();

            var refused = assertThrows(IllegalStateException.class, () -> EmbeddedBroker.start(directory, port));

            assertTrue(String.valueOf(refused.getMessage()).contains("port " + port), refused::toString);
        }
    }

    private static TopicAdmin topics(EmbeddedBroker broker) {
        return new TopicAdmin(Map.of("bootstrap.servers", broker.bootstrapServers()));
    }

    private static void send(EmbeddedBroker broker, String value) throws Exception {
        Map<String, Object> settings = Map.of("bootstrap.servers", broker.bootstrapServers(), "acks", "all");
        try (var producer = new KafkaProducer<>(settings, new StringSerializer(), new StringSerializer())) {
            producer.send(new ProducerRecord<>(TopicSpec.DOWNLOAD_EVENTS.topic(), "key", value))
                    .get();
        }
    }

    private static List<String> read(EmbeddedBroker broker, int count) {
        Map<String, Object> settings = Map.of(
                "bootstrap.servers", broker.bootstrapServers(), "group.id", "test", "auto.offset.reset", "earliest");
        var values = new ArrayList<String>();
        try (var consumer = new KafkaConsumer<>(settings, new StringDeserializer(), new StringDeserializer())) {
            consumer.subscribe(List.of(TopicSpec.DOWNLOAD_EVENTS.topic()));
            Awaitility.await().atMost(Duration.ofSeconds(30)).until(() -> {
                consumer.poll(Duration.ofMillis(200)).forEach(record -> values.add(record.value()));
                return values.size() >= count;
            });
        }
        return values;
    }
}
