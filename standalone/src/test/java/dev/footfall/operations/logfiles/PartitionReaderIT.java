package dev.footfall.operations.logfiles;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.footfall.operations.broker.EmbeddedBroker;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class PartitionReaderIT {
    private static final TopicPartition PLACE = new TopicPartition("events", 0);
    private static final Instant FIRST = Instant.parse("2026-03-01T00:00:00Z");
    private static final List<Instant> TIMES =
            List.of(FIRST, at(1), at(2), at(3), at(4), at(200), at(201)); // the last two in a segment of their own

    @TempDir
    private Path directory;

    @Test
    void findsALogTimeThatTheBrokersIndexHasLost() throws Exception {
        try (EmbeddedBroker broker = EmbeddedBroker.start(directory, 0)) {
            write(broker.bootstrapServers());
            assertFindsEach(broker.bootstrapServers());
        }

        loseTimesOfTheFirstSegment();

        try (EmbeddedBroker broker = EmbeddedBroker.start(directory, 0)) {
            assertFindsEach(broker.bootstrapServers());
        }
    }

    private static Instant at(int hours) {
        return FIRST.plus(Duration.ofHours(hours));
    }

    private static void write(String servers) throws Exception {
        Map<String, Object> kafka = Map.of("bootstrap.servers", servers);
        var topic = new NewTopic(PLACE.topic(), 1, (short) 1);
        try (Admin admin = Admin.create(kafka);
                var producer = new KafkaProducer<>(kafka, new ByteArraySerializer(), new ByteArraySerializer())) {
            topic.configs(Map.of("segment.ms", Long.toString(Duration.ofDays(7).toMillis())));
            admin.createTopics(List.of(topic)).all().get();
            for (Instant time : TIMES) {
                producer.send(new ProducerRecord<>(PLACE.topic(), 0, time.toEpochMilli(), null, new byte[1]))
                        .get();
            }
        }
    }

    /** As a loss of power does soon after the broker has stopped: it does not force the last entry to the disk. */
    private void loseTimesOfTheFirstSegment() throws IOException {
        try (Stream<Path> files = Files.walk(directory)) {
            List<Path> segment = files.filter(file -> file.toString().contains("events-0/" + "0".repeat(20)))
                    .toList();
            for (Path file : segment) {
                if (file.toString().endsWith(".timeindex")) Files.write(file, new byte[0]);
                if (file.toString().endsWith(".log")) Files.setLastModifiedTime(file, FileTime.from(FIRST));
            }
            assertEquals(3, segment.size());
        }
    }

    private static void assertFindsEach(String servers) {
        try (var reader = PartitionReader.ofCommitted(Map.of("bootstrap.servers", servers))) {
            for (int i = 0; i < TIMES.size(); i++) {
                long millis = TIMES.get(i).toEpochMilli();
                assertEquals(i, reader.firstSince(reader.partition(PLACE), millis));
                assertEquals(i + 1, reader.firstSince(reader.partition(PLACE), millis + 1));
            }
        }
    }
}
