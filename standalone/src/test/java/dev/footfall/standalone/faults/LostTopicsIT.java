package dev.footfall.standalone.faults;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.footfall.events.TopicSpec;
import dev.footfall.operations.broker.EmbeddedBroker;
import dev.footfall.operations.topics.TopicAdmin;
import dev.footfall.standalone.LogReader;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Kafka deletes the records of topics that its metadata does not know: a start on such a directory is refused before. */
@Timeout(value = 15, unit = TimeUnit.MINUTES)
class LostTopicsIT {
    @TempDir
    private Path directory;

    private Path kafka;
    private Path metadata;

    @BeforeEach
    void writeAnEvent() throws Exception {
        kafka = directory.resolve("kafka");
        metadata = kafka.resolve("__cluster_metadata-0");
        try (EmbeddedBroker broker = EmbeddedBroker.start(kafka, 0)) {
            Map<String, Object> client = Map.of("bootstrap.servers", broker.bootstrapServers());
            new TopicAdmin(client).ensure(1, Optional.empty());
            try (var producer = new KafkaProducer<>(client, new ByteArraySerializer(), new ByteArraySerializer())) {
                producer.send(new ProducerRecord<>(TopicSpec.DOWNLOAD_EVENTS.topic(), new byte[] {1}))
                        .get();
            }
        }
    }

    @Test
    void refusesMetadataThatIsDamagedWhereTheTopicIsMade() throws Exception {
        byte[] whole = Files.readAllBytes(segment());
        flipABitOfTheTopic();

        assertRefusedAndUntouched();

        Files.write(segment(), whole);
        assertHasTheEvent();
    }

    @Test
    void refusesADirectoryWithoutItsMetadata() throws Exception {
        Path elsewhere = directory.resolve("elsewhere");
        Files.move(metadata, elsewhere);

        assertRefusedAndUntouched();

        Files.move(elsewhere, metadata);
        assertHasTheEvent();
    }

    @Test
    void startsWhenOnlyTheEndIsCutOff() throws Exception {
        try (var file = FileChannel.open(segment(), StandardOpenOption.WRITE)) {
            file.truncate(file.size() - 1);
        }

        assertHasTheEvent();
    }

    @Test
    void refusesMetadataThatIsOlderThanATopicOfFacts() throws Exception {
        long before = Files.size(segment());
        try (EmbeddedBroker broker = EmbeddedBroker.start(kafka, 0)) {
            new TopicAdmin(Map.of("bootstrap.servers", broker.bootstrapServers()))
                    .ensure(TopicSpec.SEALED_DAYS, 1, Optional.empty());
        }
        try (var file = FileChannel.open(segment(), StandardOpenOption.WRITE)) {
            file.truncate(before);
        }

        var refused = assertThrows(IllegalStateException.class, () -> EmbeddedBroker.start(kafka, 0));

        assertTrue(String.valueOf(refused.getMessage()).contains(TopicSpec.SEALED_DAYS.topic()), refused::getMessage);
    }

    private void assertRefusedAndUntouched() throws IOException {
        var refused = assertThrows(IllegalStateException.class, () -> EmbeddedBroker.start(kafka, 0));

        assertTrue(
                String.valueOf(refused.getMessage()).contains(TopicSpec.DOWNLOAD_EVENTS.topic()), refused.getMessage());
        assertEquals(
                1,
                LogFiles.records(kafka.resolve(TopicSpec.DOWNLOAD_EVENTS.topic() + "-0"))
                        .size());
    }

    private void assertHasTheEvent() throws Exception {
        try (EmbeddedBroker broker = EmbeddedBroker.start(kafka, 0)) {
            assertEquals(
                    1,
                    LogReader.records(broker.bootstrapServers(), TopicSpec.DOWNLOAD_EVENTS.topic())
                            .size());
        }
    }

    private void flipABitOfTheTopic() throws IOException {
        byte[] bytes = Files.readAllBytes(segment());
        int topic = new String(bytes, StandardCharsets.ISO_8859_1).indexOf(TopicSpec.DOWNLOAD_EVENTS.topic());
        bytes[topic] ^= 1;
        try (var file = FileChannel.open(segment(), StandardOpenOption.WRITE)) {
            file.write(ByteBuffer.wrap(bytes), 0);
        }
    }

    private Path segment() {
        return metadata.resolve("00000000000000000000.log");
    }
}
