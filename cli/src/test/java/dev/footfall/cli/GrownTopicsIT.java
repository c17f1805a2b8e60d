package dev.footfall.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.footfall.aggregator.counting.StateId;
import dev.footfall.events.RejectedEvent;
import dev.footfall.events.Topic;
import dev.footfall.events.TopicSpec;
import dev.footfall.events.Topics;
import dev.footfall.ingest.publish.Delivery;
import dev.footfall.ingest.publish.Durability;
import dev.footfall.ingest.publish.EventPublisher;
import dev.footfall.ingest.publish.KafkaEventPublisher;
import dev.footfall.ingest.publish.PublisherConfig;
import dev.footfall.ingest.publish.RecordKind;
import dev.footfall.operations.broker.EmbeddedBroker;
import dev.footfall.operations.topics.TopicAdmin;
import dev.footfall.standalone.PatientHttp;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewPartitions;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.StringSerializer;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A log whose topics {@code kafka-topics.sh --alter} gave partitions: no program takes, counts or moves anything. */
class GrownTopicsIT {
    private static final int MADE = 2;
    private static final int NOW = 4;
    private static final String ALL_GROWN = "topic footfall.download-events.v1 has 4 partitions,"
            + " topic footfall.repositories.v1 has 4 partitions, topic footfall.likes.v1 has 4 partitions,"
            + " topic footfall.rejected.v1 has 4 partitions, but the log was created with 2,";

    @TempDir
    Path directory;

    private final Terminal terminal = new Terminal();
    private EmbeddedBroker broker;
    private Map<String, Object> client = Map.of();

    @BeforeEach
    void start() {
        broker = EmbeddedBroker.start(kafka(), 0);
        client = Map.of("bootstrap.servers", broker.bootstrapServers());
    }

    @AfterEach
    void stop() {
        broker.close();
    }

    @Test
    void everyProgramRefusesAllTopicsGrownAndNamesTheRecordsWrittenSince() throws Exception {
        assertEquals(0, run("topics", "--set", "topics.partitions=2"), terminal::err);
        write(20);
        grow(Topics.STANDARD.ofRepositories());
        write(20);

        for (String command : commands()) assertRefused(command, ALL_GROWN);
        for (String command : commands()) assertRefused(command + " --set topics.partitions=4", ALL_GROWN);
        assertTrue(
                terminal.err().contains("; other partitions have records: footfall.download-events.v1 " + "("),
                terminal.err());
        broker.close();
        terminal.clear();
        assertEquals(1, terminal.execute("run", "--data-dir", directory.toString(), "--port", "0"));
        assertTrue(terminal.err().contains(ALL_GROWN), terminal.err());
        assertEquals(1, terminal.execute("rebuild", "--data-dir", directory.toString()));
        assertEquals(2, terminal.err().split(ALL_GROWN, -1).length - 1, terminal.err());
    }

    @Test
    void everyProgramRefusesOneTopicGrown() throws Exception {
        assertEquals(0, run("topics", "--set", "topics.partitions=2"), terminal::err);
        write(20);
        for (TopicSpec topic : List.of(TopicSpec.LIKES, TopicSpec.REPOSITORIES)) {
            grow(List.of(Topics.STANDARD.topic(topic)));

            String grown = "topic " + topic.topic() + " has 4 partitions";
            for (String command : commands()) if (!command.startsWith("export-log")) assertRefused(command, grown);
        }
    }

    @Test
    void aSystemWithoutARecordOfItsNumberIsRefusedByItsState() throws Exception {
        make(Topics.STANDARD.createdBy(TopicSpec.Creator.SETUP));
        try (Admin admin = Admin.create(client)) {
            admin.createTopics(List.of(new NewTopic(StateId.mainChangelog(Topics.STANDARD), MADE, (short) 1)))
                    .all()
                    .get();
        }
        write(1);
        grow(Topics.STANDARD.ofRepositories());

        for (String command : List.of("serve", "rebuild", "ingest", "topics")) assertRefused(command, ALL_GROWN);
    }

    @Test
    void aSystemWhoseStateIsGoneIsRefusedByItsOldestRecords() throws Exception {
        make(Topics.STANDARD.createdBy(TopicSpec.Creator.SETUP));
        write(20);
        grow(Topics.STANDARD.ofRepositories());
        write(20);

        for (String command : List.of("serve", "rebuild", "ingest", "topics")) assertRefused(command, ALL_GROWN);
    }

    @Test
    void aSystemWithoutARecordOfItsNumberGetsOneFromTheFirstProgram() throws Exception {
        make(Topics.STANDARD.createdBy(TopicSpec.Creator.SETUP));
        write(20);

        assertEquals(0, run("rejected list".split(" ")), terminal::err);
        grow(Topics.STANDARD.ofRepositories());

        assertRefused("ingest", ALL_GROWN);
    }

    @Test
    void theNumberOfTopicsThatAnAdministratorMadeIsTaken() throws Exception {
        make(Topics.STANDARD.ofRepositories());

        assertEquals(0, run("topics"), terminal::err);
        assertTrue(
                terminal.out().lines().anyMatch(line -> line.matches("footfall\\.likes\\.v1 +2 .*")), terminal.out());
        assertEquals(0, run("export-log", directory.resolve("empty").toString()), terminal::err);
        assertEquals(1, run("topics", "--set", "topics.partitions=4"));
        String refusal = "topic footfall.download-events.v1 has 2 partitions, the number its log was created with, "
                + "but topics.partitions is 4: do not set it";
        assertTrue(terminal.err().contains(refusal), terminal.err());
    }

    @Test
    void aLogIsExportedAsItWasMadeWhileNothingLiesInThePartitionsAdded() throws Exception {
        assertEquals(0, run("topics", "--set", "topics.partitions=2"), terminal::err);
        write(20);
        grow(Topics.STANDARD.ofRepositories());
        String file = directory.resolve("log").toString();

        assertEquals(0, run("export-log", file), terminal::err);

        try (EmbeddedBroker other = EmbeddedBroker.start(directory.resolve("other"), 0)) {
            String[] restore = {"import-log", file, "--bootstrap-servers", other.bootstrapServers()};
            String[] topics = {"topics", "--bootstrap-servers", other.bootstrapServers()};
            assertEquals(
                    0,
                    terminal.execute(Stream.concat(Stream.of(topics), Stream.of("--set", "topics.partitions=2"))
                            .toArray(String[]::new)),
                    terminal::err);
            assertEquals(0, terminal.execute(restore), terminal::err);
            assertEquals(0, terminal.execute(restore), terminal::err);
            assertTrue(terminal.out().contains("restored 20 records"), terminal.out());
            assertTrue(terminal.out().contains("all records are already present"), terminal.out());
            assertEquals(0, terminal.execute(topics), terminal::err);
        }
    }

    @Test
    void aRunningIngestTakesNothingOnceItsTopicsGrew() throws Exception {
        TopicAdmin topics = new TopicAdmin(client);
        int partitions = topics.ensure(MADE, Optional.empty()).log().number();
        var config = new PublisherConfig(broker.bootstrapServers(), Map.of("metadata.max.age.ms", "100"));
        try (var publisher = new KafkaEventPublisher(config, partitions, Durability.OF_REPLICAS)) {
            assertEquals(new Delivery.Acknowledged(), sent(publisher));
            grow(Topics.STANDARD.ofRepositories());

            var refused = new Delivery.Unacknowledged(
                    "topic footfall.rejected.v1 has 4 partitions, but its log was created with 2");
            Awaitility.await()
                    .atMost(PatientHttp.PATIENCE)
                    .until(() -> sent(publisher).equals(refused));
        }
        assertThrows(IllegalStateException.class, topics::require);
    }

    private static Delivery sent(EventPublisher publisher) {
        var rejected = new RejectedEvent("id", "missing", new RejectedEvent.FromTopic("t", 1, 2));
        return publisher.send(RecordKind.REJECTED, List.of(rejected)).join();
    }

    private List<String> commands() throws Exception {
        Path lines = Files.writeString(directory.resolve("access.log"), "");
        return List.of(
                "topics",
                "serve --port 0",
                "rebuild",
                "ingest --port 0",
                "import " + lines + " --format combined",
                "tail " + lines + " --format combined",
                "export-log " + directory.resolve("log"),
                "seal --before 2026-01-01",
                "rejected list",
                "robots --sessions 1",
                "export events --format ndjson --out " + directory.resolve("events"));
    }

    private void assertRefused(String command, String why) {
        terminal.clear();
        assertEquals(1, run(command.split(" ")), () -> command + "\n" + terminal.out() + terminal.err());
        assertTrue(terminal.err().contains(why), () -> command + "\n" + terminal.err());
    }

    private int run(String... command) {
        List<String> all = new ArrayList<>(List.of(command));
        all.addAll(List.of("--bootstrap-servers", broker.bootstrapServers()));
        all.addAll(List.of("--set", "data.dir=" + directory.resolve("of-commands")));
        all.addAll(List.of("--set", "ingest.visitor-secret=a secret of a test has 32 bytes!"));
        return terminal.execute(all.toArray(String[]::new));
    }

    private void make(List<Topic> topics) throws Exception {
        try (Admin admin = Admin.create(client)) {
            admin.createTopics(topics.stream()
                            .map(topic -> new NewTopic(
                                            topic.name(), topic.spec().partitions(MADE), (short) 1)
                                    .configs(topic.spec().settings()))
                            .toList())
                    .all()
                    .get();
        }
    }

    private void grow(List<Topic> topics) throws Exception {
        try (Admin admin = Admin.create(client)) {
            for (Topic topic : topics) {
                admin.createPartitions(Map.of(topic.name(), NewPartitions.increaseTo(NOW)))
                        .all()
                        .get();
            }
            List<String> names = topics.stream().map(Topic::name).toList();
            Awaitility.await()
                    .atMost(PatientHttp.PATIENCE)
                    .until(() -> admin.describeTopics(names).allTopicNames().get().values().stream()
                            .allMatch(topic -> topic.partitions().size() == NOW));
        }
    }

    /** By the hash of as many partitions as there are now. */
    private void write(int repositories) throws Exception {
        try (var producer = new KafkaProducer<>(client, new StringSerializer(), new StringSerializer())) {
            for (int i = 0; i < repositories; i++) {
                producer.send(new ProducerRecord<>("footfall.download-events.v1", "model/acme/m" + i, "{}"))
                        .get();
            }
        }
    }

    private Path kafka() {
        return directory.resolve("kafka");
    }
}
