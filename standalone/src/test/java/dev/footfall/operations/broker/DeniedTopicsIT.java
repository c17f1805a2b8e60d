package dev.footfall.operations.broker;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.footfall.aggregator.recovery.RestoredLog;
import dev.footfall.events.RestoredPartition;
import dev.footfall.events.TopicSpec;
import dev.footfall.events.Topics;
import dev.footfall.operations.topics.TopicAdmin;
import dev.footfall.standalone.PatientHttp;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Properties;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.Uuid;
import org.apache.kafka.common.acl.AccessControlEntry;
import org.apache.kafka.common.acl.AclBinding;
import org.apache.kafka.common.acl.AclOperation;
import org.apache.kafka.common.acl.AclPermissionType;
import org.apache.kafka.common.resource.PatternType;
import org.apache.kafka.common.resource.ResourcePattern;
import org.apache.kafka.common.resource.ResourceType;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.function.Executable;
import org.junit.jupiter.api.io.TempDir;

/** A node whose Kafka user lacks a right counts nothing, rather than something else. */
class DeniedTopicsIT {
    @TempDir
    private Path directory;

    @Test
    void whatDecidesAboutNumbersIsNothingThatIsNotThere() throws Exception {
        int port = EmbeddedBroker.freePort(0);
        Properties settings = BrokerSettings.of(directory, port, EmbeddedBroker.freePort(port));
        settings.setProperty("authorizer.class.name", "org.apache.kafka.metadata.authorizer.StandardAuthorizer");
        settings.setProperty("allow.everyone.if.no.acl.found", "true");
        settings.setProperty("super.users", "User:nobody");
        try (var broker = EmbeddedBroker.start(
                        directory, settings, Uuid.randomUuid().toString());
                Admin admin = Admin.create(Map.<String, Object>of("bootstrap.servers", broker.bootstrapServers()))) {
            Map<String, String> kafka = Map.of("bootstrap.servers", broker.bootstrapServers());
            var log = new RestoredLog(admin, kafka, Topics.STANDARD);
            for (TopicSpec topic : List.of(TopicSpec.SEALED_DAYS, TopicSpec.RESTORED)) {
                assertEquals(Map.of(), log.ends());
                new TopicAdmin(kafka, Topics.STANDARD).ensure(topic, 1, Optional.empty());
                assertEquals(Map.of(), log.ends());
                admin.createAcls(List.of(rule(topic, AclOperation.ALL, AclPermissionType.ALLOW)))
                        .all()
                        .get();
                for (AclOperation operation : List.of(AclOperation.READ, AclOperation.DESCRIBE)) {
                    AclBinding denial = rule(topic, operation, AclPermissionType.DENY);
                    admin.createAcls(List.of(denial)).all().get();
                    awaitRules(admin, denial, 1);

                    assertRefused(topic, log::ends);
                    admin.deleteAcls(List.of(denial.toFilter())).all().get();
                    awaitRules(admin, denial, 0);
                }
            }

            new TopicAdmin(kafka, Topics.STANDARD).ensure(TopicSpec.LIKES, 1, Optional.empty());
            mark(TopicSpec.LIKES, kafka);
            assertEquals(1, log.marks().size());
            AclBinding unread = rule(TopicSpec.LIKES, AclOperation.READ, AclPermissionType.DENY);
            admin.createAcls(List.of(unread)).all().get();
            awaitRules(admin, unread, 1);
            assertRefused(TopicSpec.LIKES, log::marks);

            assertFalse(log.isBeingCounted());
            var groups = new ResourcePattern(ResourceType.GROUP, "footfall-aggregator", PatternType.LITERAL);
            AclBinding denial = rule(groups, AclOperation.DESCRIBE, AclPermissionType.DENY);
            admin.createAcls(List.of(denial)).all().get();
            awaitRules(admin, denial, 1);
            var refused = assertThrows(IllegalStateException.class, log::isBeingCounted);
            String why = "the members that count this log are unknown (needs Describe on group footfall-aggregator)";
            assertTrue(refused.toString().contains(why), refused::toString);
        }
    }

    private static void mark(TopicSpec topic, Map<String, String> kafka) throws Exception {
        var found = Objects.requireNonNull(new TopicAdmin(kafka).existing().get(topic.topic()));
        var mark = new RestoredPartition(topic.topic(), 0, found.topicId().toString(), "export", 0, true);
        var bytes = new ByteArraySerializer();
        try (var producer = new KafkaProducer<>(Map.<String, Object>copyOf(kafka), bytes, bytes)) {
            producer.send(new ProducerRecord<>(TopicSpec.RESTORED.topic(), mark.key(), mark.toJson()))
                    .get();
        }
    }

    private static void assertRefused(TopicSpec topic, Executable question) {
        assertEquals(
                "Kafka's user is not allowed to read topic " + topic.topic()
                        + "; without it, numbers can be wrong: grant Describe and Read",
                assertThrows(IllegalStateException.class, question).getMessage());
    }

    /** A broker applies a change of rules a moment after the controller has taken it. */
    private static void awaitRules(Admin admin, AclBinding rule, int number) {
        Awaitility.await()
                .atMost(PatientHttp.PATIENCE)
                .until(() -> admin.describeAcls(rule.toFilter()).values().get().size() == number);
    }

    private static AclBinding rule(TopicSpec topic, AclOperation operation, AclPermissionType type) {
        return rule(new ResourcePattern(ResourceType.TOPIC, topic.topic(), PatternType.LITERAL), operation, type);
    }

    private static AclBinding rule(ResourcePattern what, AclOperation operation, AclPermissionType type) {
        return new AclBinding(what, new AccessControlEntry("User:ANONYMOUS", "*", operation, type));
    }
}
