package dev.footfall.standalone.operations;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.footfall.events.RepoId;
import dev.footfall.events.RepoType;
import dev.footfall.events.TopicSpec;
import dev.footfall.events.Topics;
import dev.footfall.ingest.SharedLogUnavailableException;
import dev.footfall.ingest.publish.PublisherConfig;
import dev.footfall.ingest.sharedlog.KafkaSharedLog;
import dev.footfall.operations.spikes.DeliveredSpikes;
import dev.footfall.operations.spikes.SpikeRecord;
import dev.footfall.operations.topics.TopicAdmin;
import dev.footfall.queryapi.auth.AuthConfig;
import dev.footfall.queryapi.auth.Caller;
import dev.footfall.queryapi.auth.TokenMint;
import dev.footfall.standalone.ChildProcess;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.acl.AccessControlEntry;
import org.apache.kafka.common.acl.AclBinding;
import org.apache.kafka.common.acl.AclOperation;
import org.apache.kafka.common.acl.AclPermissionType;
import org.apache.kafka.common.resource.PatternType;
import org.apache.kafka.common.resource.ResourcePattern;
import org.apache.kafka.common.resource.ResourceType;
import org.apache.kafka.common.serialization.StringSerializer;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.function.Executable;
import org.junit.jupiter.api.io.TempDir;

/** A Kafka whose ACLs leave out a right. Everyone has those on what no ACL names. */
@Tag("proof")
class DeniedRightsIT {
    private static final String SECRET = "a secret of a test has 32 bytes!";

    @TempDir
    Path directory;

    private final int queryPort = BrokerProcess.freePort();
    private BrokerProcess broker;
    private Map<String, String> kafka = Map.of();

    @BeforeEach
    void start() {
        broker = BrokerProcess.small(
                directory.resolve("broker"),
                Map.of(
                        "authorizer.class.name",
                        "org.apache.kafka.metadata.authorizer.StandardAuthorizer",
                        "allow.everyone.if.no.acl.found",
                        "true"));
        kafka = Map.of("bootstrap.servers", broker.bootstrapServers());
        new TopicAdmin(kafka).ensure(1, Optional.empty());
        new TopicAdmin(kafka).ensureAnswering(Optional.empty());
    }

    @AfterEach
    void stop() {
        broker.close();
    }

    @Test
    void namesTheTopicThatMayNotBeSeenOrRead() throws Exception {
        allow(ResourceType.CLUSTER, "kafka-cluster", AclOperation.ALTER, AclOperation.CLUSTER_ACTION);
        allow(ResourceType.TOPIC, "footfall.gaps.v1");
        assertFails(
                "does not allow its user to describe or create topic footfall.gaps.v1: Authorization failed.; an administrator"
                        + " can:\n  kafka-topics.sh --bootstrap-server " + broker.bootstrapServers()
                        + " --create --if-not-exists --topic footfall.gaps.v1 --partitions 1 --config cleanup.policy=compact"
                        + " --config flush.messages=1 --config message.timestamp.type=LogAppendTime --config"
                        + " unclean.leader.election.enable=false",
                () -> new TopicAdmin(kafka).ensureAnswering(Optional.empty()));

        allow(ResourceType.TOPIC, "footfall.likes.v1", AclOperation.DESCRIBE);
        assertFails(
                "does not allow its user to describe the configs of topic footfall.likes.v1: Topic authorization failed.",
                () -> new TopicAdmin(kafka).require());

        allow(ResourceType.TOPIC, "footfall.repositories.v1", AclOperation.CREATE);
        assertFails(
                "does not allow its user to describe topic footfall.repositories.v1: Topic authorization failed.",
                () -> new TopicAdmin(kafka).ensure(TopicSpec.REPOSITORIES, 1, Optional.empty()));
        assertFails(
                "has no topic footfall.repositories.v1, or its user may not describe it: create the topics with 'footfall"
                        + " topics --bootstrap-servers " + broker.bootstrapServers() + "'",
                () -> new TopicAdmin(kafka).require());
    }

    @Test
    void saysHowAnAdministratorCreatesAllTopics() throws Exception {
        allow(ResourceType.CLUSTER, "kafka-cluster", AclOperation.ALTER, AclOperation.CLUSTER_ACTION);
        allow(ResourceType.TOPIC, "other.", AclOperation.DESCRIBE);
        var topics = new Topics("other");
        var admin = new TopicAdmin(kafka, topics);

        var refusal = assertThrows(IllegalStateException.class, () -> admin.ensure(4, Optional.of((short) 3)));
        List<String> lines = String.valueOf(refusal.getMessage()).lines().toList();

        assertEquals(1 + topics.createdBy(TopicSpec.Creator.SETUP).size(), lines.size(), lines::toString);
        assertEquals(
                "  kafka-topics.sh --bootstrap-server " + broker.bootstrapServers()
                        + " --create --if-not-exists --topic other.download-events.v1 --partitions 4"
                        + " --replication-factor 3 --config cleanup.policy=delete --config compression.type=zstd"
                        + " --config message.timestamp.type=LogAppendTime --config min.insync.replicas=2"
                        + " --config retention.bytes=-1 --config retention.ms=-1"
                        + " --config unclean.leader.election.enable=false",
                lines.get(1));
    }

    @Test
    void namesTheTopicWhoseConfigsMayNotBeSeenOrChanged() throws Exception {
        allow(ResourceType.TOPIC, "footfall.sealed-days.v1", AclOperation.CREATE, AclOperation.DESCRIBE);
        assertFails(
                "does not allow its user to describe the configs of topic footfall.sealed-days.v1: Topic authorization failed.",
                () -> new TopicAdmin(kafka).ensure(TopicSpec.SEALED_DAYS, 1, Optional.empty()));

        allow(ResourceType.TOPIC, "footfall.sealed-days.v1", AclOperation.DESCRIBE_CONFIGS, AclOperation.ALTER_CONFIGS);
        allow(ResourceType.TOPIC, "footfall.likes.v1", AclOperation.DESCRIBE, AclOperation.DESCRIBE_CONFIGS);
        assertFails(
                "does not allow its user to alter the configs of topic footfall.likes.v1: Topic authorization failed.",
                () -> new TopicAdmin(kafka).forceFacts());
    }

    @Test
    void namesTheTopicWithoutWhichRepositoriesAreUnknown() throws Exception {
        var text = new StringSerializer();
        try (var producer = new KafkaProducer<>(Map.<String, Object>copyOf(kafka), text, text)) {
            producer.send(new ProducerRecord<>("footfall.repositories.v1", "model/acme/rocket", "{}"))
                    .get();
        }
        allow(ResourceType.TOPIC, "footfall.repositories.v1", AclOperation.DESCRIBE, AclOperation.DESCRIBE_CONFIGS);
        try (ChildProcess serve = footfall("serve")) {
            assertEquals(1, serve.exitCode());
            String reason = serve.output()
                    .lines()
                    .filter(line -> line.startsWith("footfall: "))
                    .findFirst()
                    .orElseThrow();
            assertTrue(reason.endsWith("Not authorized to access topics: [footfall.repositories.v1]"), reason);
        }
    }

    @Test
    void failsARebuildThatMayNotReadLikes() throws Exception {
        allow(ResourceType.TOPIC, "footfall.likes.v1", AclOperation.DESCRIBE, AclOperation.DESCRIBE_CONFIGS);
        assertRefused(
                "Kafka at " + broker.bootstrapServers() + " does not allow its user to read topic footfall.likes.v1",
                "rebuild");
    }

    @Test
    void failsARebuildThatMayNotUseItsTransactionalIdsInOneSentence() throws Exception {
        allow(ResourceType.TRANSACTIONAL_ID, "footfall-aggregator", AclOperation.DESCRIBE);
        try (ChildProcess rebuild = footfall("rebuild")) {
            assertEquals(1, rebuild.exitCode());
            assertFalse(rebuild.output().contains("FailurePolicy"), rebuild::output);
            assertTrue(
                    rebuild.output()
                            .endsWith("footfall: Kafka denies access that counting needs: Transactional Id "
                                    + "authorization failed.\n"),
                    rebuild::output);
        }
    }

    @Test
    void asksForTheRightWithoutWhichNoDecisionIsMade() throws Exception {
        allow(ResourceType.TOPIC, "footfall.states.v1", AclOperation.READ, AclOperation.DESCRIBE_CONFIGS);
        try (ChildProcess serve = footfall("serve")) {
            Awaitility.await()
                    .atMost(Duration.ofMinutes(5))
                    .until(() -> !serve.isAlive() || serve.output().contains("ready; "));

            String[] whatIf = {"whatif", "mine", "--rules", "robots-apart"};
            assertRefused(
                    "the decision could not be written to footfall.states.v1 by transactional id"
                            + " footfall-decisions: Kafka does not allow it: Not authorized to access topics:"
                            + " [footfall.states.v1]",
                    whatIf);
            allow(ResourceType.TRANSACTIONAL_ID, "footfall-decisions", AclOperation.DESCRIBE);
            assertRefused(
                    "the decision could not be written to footfall.states.v1 by transactional id"
                            + " footfall-decisions: Kafka does not allow it: Transactional Id authorization failed.",
                    whatIf);
            allow(ResourceType.TRANSACTIONAL_ID, "footfall-gaps", AclOperation.DESCRIBE);
            assertRefused(
                    "http://127.0.0.1:" + queryPort + " answered 503: Try again: the gap could not be written:"
                            + " Kafka does not provide the verdicts on gaps: Transactional Id authorization failed. "
                            + "(footfall-gaps)",
                    "gaps declare files-1 --reason lost --from 2026-10-05T06:00:00Z --to 2026-10-05T07:00:00Z"
                            .split(" "));
        }
    }

    @Test
    void asksOnlyOnceForARightThatIsMissing() throws Exception {
        new TopicAdmin(kafka).ensure(TopicSpec.SPIKES, 1, Optional.empty());
        var delivered = new SpikeRecord(new RepoId(RepoType.MODEL, "acme", "rocket"), LocalDate.EPOCH, true);
        var calls = new AtomicInteger();
        try (var log =
                new KafkaSharedLog<>(new PublisherConfig(broker.bootstrapServers(), Map.of()), DeliveredSpikes.TOPIC)) {
            Executable write = () -> log.change(known -> {
                calls.incrementAndGet();
                return List.of(delivered);
            });

            allow(ResourceType.TRANSACTIONAL_ID, "footfall-spikes", AclOperation.DESCRIBE);
            assertThrows(SharedLogUnavailableException.class, write);
            assertEquals(1, calls.get());

            allow(ResourceType.TRANSACTIONAL_ID, "footfall-spikes", AclOperation.WRITE);
            allow(ResourceType.TOPIC, "footfall.spikes.v1", AclOperation.READ);
            assertThrows(SharedLogUnavailableException.class, write);
            assertEquals(3, calls.get());
        }
    }

    private void assertRefused(String why, String... command) throws Exception {
        try (ChildProcess refused = footfall(command)) {
            assertEquals(1, refused.exitCode());
            assertTrue(refused.output().endsWith("footfall: " + why + "\n"), refused::output);
        }
    }

    private void assertFails(String why, Runnable work) {
        IllegalStateException failure = assertThrows(IllegalStateException.class, work::run);

        assertEquals("Kafka at " + broker.bootstrapServers() + " " + why, failure.getMessage());
    }

    /** These operations alone. */
    private void allow(ResourceType type, String name, AclOperation... operations) throws Exception {
        var resource = new ResourcePattern(type, name, PatternType.PREFIXED);
        List<AclBinding> rights = Stream.concat(
                        Stream.of(right("User:nobody", AclOperation.ALL)),
                        Stream.of(operations).map(one -> right("User:*", one)))
                .map(right -> new AclBinding(resource, right))
                .toList();
        try (Admin admin = Admin.create(Map.<String, Object>copyOf(kafka))) {
            admin.createAcls(rights).all().get();
        }
    }

    private static AccessControlEntry right(String user, AclOperation operation) {
        return new AccessControlEntry(user, "*", operation, AclPermissionType.ALLOW);
    }

    private ChildProcess footfall(String... command) {
        var auth = new AuthConfig(Optional.of(SECRET), Optional.empty(), Optional.empty(), Optional.empty());
        var environment = Map.of(
                "FOOTFALL_KAFKA_BOOTSTRAP_SERVERS",
                broker.bootstrapServers(),
                "FOOTFALL_TOPICS_PARTITIONS",
                "1",
                "FOOTFALL_QUERY_PORT",
                Integer.toString(queryPort),
                "FOOTFALL_ENDPOINT",
                "http://127.0.0.1:" + queryPort,
                "FOOTFALL_DATA_DIR",
                directory.resolve("data").toString(),
                "FOOTFALL_AUTH_JWT_SECRET",
                SECRET,
                "FOOTFALL_TOKEN",
                new TokenMint(auth, Clock.systemUTC())
                        .mint(new Caller(Optional.of("op"), Set.of(), true), Duration.ofHours(1)));
        Path output = directory.resolve(command[0] + ".output");
        return ChildProcess.start(output, environment, ChildProcess.FOOTFALL, List.of(command));
    }
}
