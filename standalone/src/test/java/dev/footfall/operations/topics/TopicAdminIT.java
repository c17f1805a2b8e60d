package dev.footfall.operations.topics;

import static org.apache.kafka.common.internals.Topic.TRANSACTION_STATE_TOPIC_NAME;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.footfall.events.Topic;
import dev.footfall.events.TopicSpec;
import dev.footfall.events.Topics;
import dev.footfall.operations.broker.EmbeddedBroker;
import dev.footfall.standalone.PatientHttp;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.AlterConfigOp;
import org.apache.kafka.clients.admin.Config;
import org.apache.kafka.clients.admin.ConfigEntry;
import org.apache.kafka.clients.admin.ListTopicsOptions;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.common.config.ConfigResource;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

/** The judgement of {@code topics} about topics that exist. */
class TopicAdminIT {
    private static final Optional<Short> ANY = Optional.empty();

    @TempDir
    static Path directory;

    private static EmbeddedBroker broker;

    @BeforeAll
    static void start() {
        broker = EmbeddedBroker.start(directory, 0);
        topics().ensure(2, ANY);
    }

    @AfterAll
    static void stop() {
        broker.close();
    }

    @Test
    void findsItsOwnTopicsAsTheyMustBe() {
        List<EnsuredTopic> found = topics().ensure(2, Optional.of((short) 1)).topics();

        assertEquals(
                Topics.STANDARD.createdBy(TopicSpec.Creator.SETUP).stream()
                        .map(topic ->
                                new EnsuredTopic(topic.name(), topic.spec().partitions(2), 1, false))
                        .toList(),
                found);
    }

    @Test
    void refusesAnotherPartitionCountAndSaysWhatToDo() {
        String refusal = refusal(() -> topics().ensure(3, ANY));

        assertEquals(
                "topic footfall.download-events.v1 has 2 partitions, the number its log was created with, but "
                        + "topics.partitions is 3: do not set it, since it applies only to new topics (for another "
                        + "number, import an export under another topics.prefix)",
                refusal);
        assertEquals(refusal, refusal(() -> topics().require(OptionalInt.of(3))));
    }

    @Test
    void refusesFewerReplicasThanAreAskedFor() {
        assertEquals(
                "topic footfall.download-events.v1 has 1 replicas, but topics.replication-factor is 3: add replicas with"
                        + " kafka-reassign-partitions.sh, or set topics.replication-factor=1",
                refusal(() -> topics().ensure(2, Optional.of((short) 3))));
    }

    @ParameterizedTest
    @CsvSource({
        "footfall.download-events.v1, retention.ms, 1000, -1",
        "footfall.download-events.v1, retention.bytes, 1000, -1",
        "footfall.rejected.v1, retention.bytes, 1000, -1",
        "footfall.likes.v1, cleanup.policy, compact, delete",
        "footfall.repositories.v1, cleanup.policy, delete, compact",
        "footfall.rejected.v1, message.timestamp.type, CreateTime, LogAppendTime"
    })
    void refusesSettingsThatWouldBreakTheCounting(String topic, String name, String value, String needed)
            throws Exception {
        alter(topic, name, value);

        String refusal = awaitRefusal(() -> topics().require());

        assertEquals(
                "topic " + topic + " has " + name + "=" + value + ", but must have " + needed
                        + ": change it with kafka-configs.sh --alter --topic " + topic + " --add-config " + name + "="
                        + needed,
                refusal);
        alter(topic, name, needed);
        awaitAccepted();
    }

    @Test
    void refusesATopicOfKeysThatWouldKeepDestroyedOnes() throws Exception {
        alter(TopicSpec.VISITOR_KEYS.topic(), "segment.ms", "604800000");

        String refusal = awaitRefusal(() -> topics().require(TopicSpec.VISITOR_KEYS));

        assertTrue(
                refusal.startsWith("topic footfall.visitor-keys.v1 has segment.ms=604800000, but must have 600000"),
                refusal);
        topics().require(OptionalInt.of(2)); // nothing is counted by it
        alter(TopicSpec.VISITOR_KEYS.topic(), "segment.ms", "600000");
        awaitAccepted();
        topics().require(TopicSpec.VISITOR_KEYS);
    }

    @ParameterizedTest
    @EnumSource(
            value = TopicSpec.class,
            names = {"STATES", "CORRECTIONS"})
    void refusesATopicThatWouldLoseDecisions(TopicSpec topic) throws Exception {
        topics().ensureAnswering(ANY);
        String kept = topic.settings().getOrDefault("cleanup.policy", "delete");
        alter(topic.topic(), "cleanup.policy", "compact,delete");

        String refusal = awaitRefusal(() -> topics().ensure(2, ANY));

        assertTrue(
                refusal.startsWith(
                        "topic " + topic.topic() + " has cleanup.policy=compact,delete, but must " + "have " + kept),
                refusal);
        alter(topic.topic(), "cleanup.policy", kept);
        awaitAccepted();
    }

    @Test
    void refusesATopicThatWouldLoseSealedDays() throws Exception {
        try (Admin admin = Admin.create(Map.<String, Object>of("bootstrap.servers", broker.bootstrapServers()))) {
            String topic = TopicSpec.SEALED_DAYS.topic();
            admin.createTopics(List.of(new NewTopic(topic, 2, (short) 1))).all().get();

            String refusal = awaitRefusal(() -> topics().ensure(TopicSpec.SEALED_DAYS, 2, ANY));

            assertTrue(
                    refusal.startsWith("topic " + topic + " has cleanup.policy=delete, but must have " + "compact"),
                    refusal);
            admin.deleteTopics(List.of(topic)).all().get();
        }
    }

    @ParameterizedTest
    @CsvSource({
        "log.cleanup.policy, compact, delete",
        "log.retention.bytes, 1000000, -1",
        "log.cleaner.min.compaction.lag.ms, 86400000, 0",
        "unclean.leader.election.enable, true, false"
    })
    void createsTopicsAsTheyMustBeWhateverBrokersHaveByDefault(String name, String value, String usual)
            throws Exception {
        var everyBroker = new ConfigResource(ConfigResource.Type.BROKER, "");
        var created = new Topics("defaults");
        Map<String, Object> client = Map.of("bootstrap.servers", broker.bootstrapServers());
        alter(everyBroker, name, value);

        try (Admin admin = Admin.create(client)) {
            var topics = new TopicAdmin(client, created);
            assertTrue(topics.ensure(1, ANY).topics().stream().allMatch(EnsuredTopic::isCreated));
            assertTrue(topics.ensure(1, ANY).topics().stream().noneMatch(EnsuredTopic::isCreated));
            assertEquals("-1", config(admin, created.name(TopicSpec.REJECTED), "retention.bytes"));
            assertEquals("0", config(admin, created.name(TopicSpec.USERS), "min.compaction.lag.ms"));
            admin.deleteTopics(created.createdBy(TopicSpec.Creator.SETUP).stream()
                            .map(Topic::name)
                            .toList())
                    .all()
                    .get();
        } finally {
            alter(everyBroker, name, usual);
        }
    }

    private static String config(Admin admin, String topic, String name) throws Exception {
        var resource = TopicMaker.resource(topic);
        return Objects.requireNonNull(
                        admin.describeConfigs(List.of(resource)).all().get().get(resource))
                .get(name)
                .value();
    }

    @Test
    void aRunningNodeWarnsOfATopicWhoseRecordsWouldBeDeleted() throws Exception {
        PrintStream before = System.err;
        var logged = new ByteArrayOutputStream();
        System.setErr(new PrintStream(logged, true, StandardCharsets.UTF_8));
        LogPartitions partitions = topics().require();
        alter(TopicSpec.DOWNLOAD_EVENTS.topic(), "retention.ms", "7776000000");
        awaitRefusal(() -> topics().require());
        try (var watch = new TopicWatch(topics(), partitions, failure -> {})) {
            watch.look();
        } finally {
            System.setErr(before);
        }

        String warning = "topic footfall.download-events.v1 has retention.ms=7776000000, but must have -1";
        assertTrue(logged.toString(StandardCharsets.UTF_8).contains(warning), logged::toString);
        alter(TopicSpec.DOWNLOAD_EVENTS.topic(), "retention.ms", "-1");
        awaitAccepted();
    }

    /** Its process refuses them, so that nobody could change them. */
    @Test
    void givesTopicsOfTheOnlyBrokerTheirSettingsBack() throws Exception {
        alter(TopicSpec.DOWNLOAD_EVENTS.topic(), "retention.ms", "1000");
        alter(TopicSpec.REJECTED.topic(), "cleanup.policy", "compact");
        awaitRefusal(() -> topics().ensure(2, ANY));

        topics().restoreSettings();

        assertFalse(topics().ensure(2, ANY).topics().isEmpty());
    }

    @Test
    void refusesAnElectionThatWouldLoseAcknowledgedEvents() throws Exception {
        alter(TopicSpec.LIKES.topic(), "unclean.leader.election.enable", "true");

        String refusal = awaitRefusal(() -> topics().ensure(2, ANY));

        assertTrue(refusal.startsWith("topic footfall.likes.v1 has unclean.leader.election.enable=true"), refusal);
        topics().require(OptionalInt.of(2)); // that a node starts is not for this to decide
        alter(TopicSpec.LIKES.topic(), "unclean.leader.election.enable", "false");
        awaitAccepted();
    }

    @Test
    void forcesEachSingleFactAlsoInTopicsOfAnEarlierVersion() throws Exception {
        topics().restoreSettings(); // creates the log of transactions
        topics().ensureAnswering(ANY);
        alter(TopicSpec.GAPS.topic(), "flush.messages", "9223372036854775807");
        alter(TRANSACTION_STATE_TOPIC_NAME, "flush.messages", "9223372036854775807");
        Set<String> expected = Set.of(
                TopicSpec.GAPS.topic(),
                TopicSpec.USERS.topic(),
                TopicSpec.VISITOR_KEYS.topic(),
                TopicSpec.TRUSTED_PROXIES.topic(),
                TopicSpec.OPENING_BALANCES.topic(),
                TopicSpec.STATES.topic(),
                TopicSpec.CORRECTIONS.topic(),
                TRANSACTION_STATE_TOPIC_NAME);
        Awaitility.await().atMost(PatientHttp.PATIENCE).until(() -> forced().size() == expected.size() - 2);

        topics().restoreSettings();

        Awaitility.await().atMost(PatientHttp.PATIENCE).untilAsserted(() -> assertEquals(expected, forced()));

        topics().ensure(2, ANY);
        topics().forceFacts();

        Set<String> facts =
                Set.of(TopicSpec.DOWNLOAD_EVENTS.topic(), TopicSpec.REPOSITORIES.topic(), TopicSpec.LIKES.topic());
        Awaitility.await()
                .atMost(PatientHttp.PATIENCE)
                .untilAsserted(() -> assertEquals(
                        Stream.concat(expected.stream(), facts.stream()).collect(Collectors.toSet()), forced()));
    }

    private static Set<String> forced() throws Exception {
        Map<String, Object> client = Map.of("bootstrap.servers", broker.bootstrapServers());
        try (Admin admin = Admin.create(client)) {
            Set<String> all = admin.listTopics(new ListTopicsOptions().listInternal(true))
                    .names()
                    .get();
            Map<ConfigResource, Config> configs = admin.describeConfigs(
                            all.stream().map(TopicMaker::resource).toList())
                    .all()
                    .get();
            return configs.entrySet().stream()
                    .filter(topic ->
                            "1".equals(topic.getValue().get("flush.messages").value()))
                    .map(topic -> topic.getKey().name())
                    .collect(Collectors.toSet());
        }
    }

    private static TopicAdmin topics() {
        return new TopicAdmin(Map.of("bootstrap.servers", broker.bootstrapServers()));
    }

    private static String refusal(Runnable check) {
        return String.valueOf(
                assertThrows(IllegalStateException.class, check::run).getMessage());
    }

    /** A broker applies a change of settings a moment after it was taken. */
    private static String awaitRefusal(Runnable check) {
        return Awaitility.await()
                .atMost(PatientHttp.PATIENCE)
                .ignoreExceptionsInstanceOf(AssertionError.class)
                .until(() -> refusal(check), text -> true);
    }

    private static void awaitAccepted() {
        Awaitility.await()
                .atMost(PatientHttp.PATIENCE)
                .ignoreExceptions()
                .until(() -> !topics().ensure(2, ANY).topics().isEmpty());
    }

    private static void alter(String topic, String name, String value) throws Exception {
        alter(TopicMaker.resource(topic), name, value);
    }

    private static void alter(ConfigResource resource, String name, String value) throws Exception {
        Map<String, Object> client = Map.of("bootstrap.servers", broker.bootstrapServers());
        try (Admin admin = Admin.create(client)) {
            var change = new AlterConfigOp(new ConfigEntry(name, value), AlterConfigOp.OpType.SET);
            admin.incrementalAlterConfigs(Map.of(resource, List.of(change)))
                    .all()
                    .get();
        }
    }
}
