package dev.footfall.standalone.operations;

import static java.util.Objects.requireNonNull;

import dev.footfall.standalone.PatientHttp;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.ListOffsetsOptions;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.admin.OffsetSpec;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.IsolationLevel;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/**
 * A commit that was decided while a partition had no leader is completed there as well, as soon as the partition is back.
 * Brokers of Kafka 4.3.0 to 4.4.0 take such a partition for a deleted one and leave its marker out, so that readers of
 * committed records wait for ever: with such a version this goes red.
 */
@Tag("proof")
@Timeout(value = 15, unit = TimeUnit.MINUTES)
class PreparedTransactionIT {
    private static final String TOPIC = "marked";
    private static final TopicPartition HERE = new TopicPartition(TOPIC, 0);
    private static final TopicPartition AWAY = new TopicPartition(TOPIC, 1);

    @TempDir
    private Path directory;

    @Test
    void isCompletedInAPartitionThatHadNoLeaderWhenItWasDecided() throws Exception {
        try (BrokerProcess coordinator = BrokerProcess.small(directory.resolve("1"), Map.of());
                var producer = initialised(coordinator); // while there is no other broker that could coordinate it
                BrokerProcess leader = BrokerProcess.small(directory.resolve("2"), brokerOnly(coordinator));
                Admin admin = Admin.create(Map.of("bootstrap.servers", coordinator.bootstrapServers()))) {
            create(admin);
            producer.beginTransaction();
            producer.send(record(HERE)).get();
            producer.send(record(AWAY)).get();

            leader.kill();
            Awaitility.await("no leader").atMost(Duration.ofMinutes(5)).until(() -> !hasLeader(admin));
            producer.commitTransaction();
            Awaitility.await("commit here")
                    .atMost(PatientHttp.PATIENCE)
                    .until(() -> committedEnd(admin, HERE) == 2); // a record and a marker
            leader.startAgain();

            Awaitility.await("commit there")
                    .atMost(Duration.ofMinutes(5))
                    .ignoreExceptions()
                    .until(() -> committedEnd(admin, AWAY) == 2);
        }
    }

    private static Map<String, String> brokerOnly(BrokerProcess controller) throws Exception {
        Map<String, String> settings = new HashMap<>();
        settings.put("node.id", "2");
        settings.put("process.roles", "broker");
        settings.put("controller.quorum.voters", controller.settings().getProperty("controller.quorum.voters"));
        return settings;
    }

    private static KafkaProducer<byte[], byte[]> initialised(BrokerProcess broker) {
        Map<String, Object> settings =
                Map.of("bootstrap.servers", broker.bootstrapServers(), "transactional.id", "committing");
        var producer = new KafkaProducer<>(settings, new ByteArraySerializer(), new ByteArraySerializer());
        producer.initTransactions();
        return producer;
    }

    private static void create(Admin admin) throws Exception {
        Awaitility.await("both brokers")
                .atMost(Duration.ofMinutes(5))
                .until(() -> admin.describeCluster().nodes().get().size() == 2);
        var topic = new NewTopic(TOPIC, Map.of(HERE.partition(), List.of(1), AWAY.partition(), List.of(2)));
        admin.createTopics(List.of(topic)).all().get();
    }

    private static ProducerRecord<byte[], byte[]> record(TopicPartition partition) {
        return new ProducerRecord<>(partition.topic(), partition.partition(), new byte[] {1}, new byte[] {2});
    }

    private static boolean hasLeader(Admin admin) throws Exception {
        return requireNonNull(admin.describeTopics(List.of(TOPIC))
                        .allTopicNames()
                        .get()
                        .get(TOPIC))
                .partitions()
                .stream()
                .filter(partition -> partition.partition() == AWAY.partition())
                .anyMatch(partition ->
                        partition.leader() != null && !partition.leader().isEmpty());
    }

    private static long committedEnd(Admin admin, TopicPartition partition) throws Exception {
        var committed = new ListOffsetsOptions(IsolationLevel.READ_COMMITTED).timeoutMs(5_000);
        return admin.listOffsets(Map.of(partition, OffsetSpec.latest()), committed)
                .partitionResult(partition)
                .get()
                .offset();
    }
}
