package dev.footfall.operations.logfiles;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.footfall.aggregator.recovery.RestoredLog;
import dev.footfall.events.RestoredPartition;
import dev.footfall.events.TopicSpec;
import dev.footfall.events.Topics;
import dev.footfall.operations.broker.EmbeddedBroker;
import dev.footfall.operations.topics.TopicAdmin;
import dev.footfall.standalone.PatientHttp;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.awaitility.Awaitility;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The marks of a log, on a real broker. */
class RestoredLogIT {
    @TempDir
    private Path directory;

    @SuppressWarnings("NullAway.Init") // set before each test
    private EmbeddedBroker broker;

    @SuppressWarnings("NullAway.Init")
    private Admin admin;

    @BeforeEach
    void start() {
        broker = EmbeddedBroker.start(directory, 0);
        admin = Admin.create(Map.<String, Object>of("bootstrap.servers", broker.bootstrapServers()));
        topics().ensure(2, Optional.empty());
    }

    @AfterEach
    void stop() {
        admin.close();
        broker.close();
    }

    @Test
    void findsTheLastCompleteMarkOfEachPartition() throws Exception {
        assertEquals(Map.of(), log().ends()); // where the topic is not there

        topics().ensure(TopicSpec.RESTORED, 1, Optional.empty());
        assertEquals(Map.of(), log().ends());

        mark(likes(0, 7), likes(1, 0).completed(), likes(0, 7).completed());
        assertEquals(
                Map.of(
                        new TopicPartition(TopicSpec.LIKES.topic(), 0),
                        7L,
                        new TopicPartition(TopicSpec.LIKES.topic(), 1),
                        0L),
                log().ends());

        write(likes(0, 7).key(), null);
        assertEquals(Map.of(new TopicPartition(TopicSpec.LIKES.topic(), 1), 0L), log().ends());
    }

    @Test
    void refusesALogThatIsHalfRestoredAndAMarkThatIsNone() throws Exception {
        topics().ensure(TopicSpec.RESTORED, 1, Optional.empty());
        mark(likes(0, 7).completed(), likes(1, 3));

        assertEquals(
                "topic footfall.likes.v1 is only partly restored: wait for 'footfall import-log', or run it again "
                        + "with the same file",
                refusal());

        write(likes(0, 7).key(), "{\"topic\":\"footfall.likes.v1\"}".getBytes(StandardCharsets.UTF_8));

        assertTrue(refusal().startsWith("footfall.restored.v1 partition 0 offset 2 is not a mark"), this::refusal);
    }

    @Test
    void believesNoMarkOfATopicThatWasDeletedAndMadeAnew() throws Exception {
        topics().ensure(TopicSpec.RESTORED, 1, Optional.empty());
        mark(likes(0, 7).completed(), likes(1, 3));

        admin.deleteTopics(List.of(TopicSpec.LIKES.topic())).all().get();
        Awaitility.await()
                .atMost(PatientHttp.PATIENCE)
                .until(() -> !admin.listTopics().names().get().contains(TopicSpec.LIKES.topic()));
        assertEquals(Map.of(), log().ends());
        topics().ensure(2, Optional.empty());

        assertEquals(Map.of(), log().ends());
    }

    private String refusal() {
        return String.valueOf(
                assertThrows(IllegalStateException.class, () -> log().ends()).getMessage());
    }

    private RestoredLog log() {
        return new RestoredLog(admin, client(), Topics.STANDARD);
    }

    private TopicAdmin topics() {
        return new TopicAdmin(client());
    }

    private Map<String, String> client() {
        return Map.of("bootstrap.servers", broker.bootstrapServers());
    }

    private RestoredPartition likes(int partition, long end) {
        String id = Objects.requireNonNull(topics().existing().get(TopicSpec.LIKES.topic()))
                .topicId()
                .toString();
        return new RestoredPartition(TopicSpec.LIKES.topic(), partition, id, "an-export", end, false);
    }

    private void mark(RestoredPartition... marks) {
        try (var writer = new RestoredWriter(client())) {
            writer.mark(TopicSpec.RESTORED.topic(), List.of(marks));
        }
    }

    private void write(byte[] key, byte @Nullable [] value) throws Exception {
        try (var producer = new KafkaProducer<byte[], byte[]>(
                Map.<String, Object>copyOf(client()), new ByteArraySerializer(), new ByteArraySerializer())) {
            producer.send(new ProducerRecord<>(TopicSpec.RESTORED.topic(), key, value))
                    .get();
        }
    }
}
