package dev.footfall.operations.topics;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.footfall.events.TopicSpec;
import dev.footfall.events.Topics;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.apache.kafka.common.acl.AclOperation;
import org.apache.kafka.common.resource.PatternType;
import org.apache.kafka.common.resource.ResourceType;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class KafkaRoleTest {
    @Test
    void printsALineForEachResource() {
        List<String> lines = KafkaRole.REJECTED.rights(Topics.STANDARD).stream()
                .map(right -> right.command("kafka-1:9092", "User:footfall"))
                .toList();

        String beginning = "kafka-acls.sh --bootstrap-server kafka-1:9092 --add --allow-principal User:footfall";
        assertEquals(
                List.of(
                        beginning + " --operation Describe --operation DescribeConfigs --topic footfall."
                                + " --resource-pattern-type prefixed",
                        beginning + " --operation Read --topic footfall.states.v1",
                        beginning + " --operation Read --topic footfall.rejected.v1",
                        beginning + " --operation Read --topic footfall.download-events.v1"),
                lines);
        assertEquals(
                beginning + " --operation Alter --cluster",
                KafkaRight.ofCluster(AclOperation.ALTER).command("kafka-1:9092", "User:footfall"));
        assertEquals(
                beginning + " --operation Write --transactional-id footfall-gaps",
                KafkaRight.named(ResourceType.TRANSACTIONAL_ID, "footfall-gaps", AclOperation.WRITE)
                        .command("kafka-1:9092", "User:footfall"));
    }

    @ParameterizedTest
    @EnumSource(KafkaRole.class)
    void staysWithinTheNamesOfItsLog(KafkaRole role) {
        for (KafkaRight right : role.rights(new Topics("hub2"))) {
            boolean isOfLog = right.name().startsWith("hub2.") || right.name().startsWith("hub2-");
            assertTrue(isOfLog || right.type() == ResourceType.CLUSTER, right::toString);
        }
    }

    /** A reader of the keys of days can follow addresses. */
    @Test
    void letsIngestAndMovesAloneReadTheKeysOfVisitors() {
        String keys = TopicSpec.VISITOR_KEYS.topic();

        Set<KafkaRole> readers = Stream.of(KafkaRole.values())
                .filter(role -> role.rights(Topics.STANDARD).stream().anyMatch(right -> isRead(right, keys)))
                .collect(Collectors.toSet());

        assertEquals(Set.of(KafkaRole.INGEST, KafkaRole.EXPORT_LOG, KafkaRole.IMPORT_LOG), readers);
    }

    private static boolean isRead(KafkaRight right, String topic) {
        boolean isNamed =
                right.pattern() == PatternType.PREFIXED ? topic.startsWith(right.name()) : topic.equals(right.name());
        return right.type() == ResourceType.TOPIC
                && isNamed
                && (right.operations().contains(AclOperation.READ)
                        || right.operations().contains(AclOperation.ALL));
    }
}
