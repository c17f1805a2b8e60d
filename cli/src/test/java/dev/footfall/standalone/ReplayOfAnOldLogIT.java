package dev.footfall.standalone;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.footfall.events.DownloadEvent;
import dev.footfall.events.EventCodec;
import dev.footfall.events.EventDetails;
import dev.footfall.events.FileRequest;
import dev.footfall.events.RepoId;
import dev.footfall.events.RepoType;
import dev.footfall.events.TopicSpec;
import dev.footfall.events.Via;
import dev.footfall.events.VisitorId;
import dev.footfall.operations.broker.EmbeddedBroker;
import dev.footfall.operations.topics.TopicAdmin;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.AlterConfigOp;
import org.apache.kafka.clients.admin.ConfigEntry;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.config.ConfigResource;
import org.apache.kafka.common.record.TimestampType;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * A log whose log times are years old is counted by a process that is killed in the middle and loses its local stores:
 * what it goes on from is the changelog, which the broker must not have dropped by those log times.
 */
class ReplayOfAnOldLogIT {
    private static final Instant START = Instant.parse("2019-01-01T00:00:00Z");
    private static final int REPOSITORIES = 20;
    private static final int VISITORS = 3;
    private static final long EVENTS_OF_A_DAY = REPOSITORIES * VISITORS * 7;

    @TempDir
    private Path directory;

    @Test
    void countsItRightThoughKilledInTheMiddleWithItsLocalStoresLost() throws Exception {
        assertCountedRight(20);
    }

    @ParameterizedTest
    @Tag("proof")
    @ValueSource(ints = {100, 300})
    void countsManyDaysRightThoughKilledInTheMiddleWithItsLocalStoresLost(int days) throws Exception {
        assertCountedRight(days);
    }

    private void assertCountedRight(int days) throws Exception {
        DataDirectory data = writeTheLog(days);
        try (var killed = new RunningFootfall(directory, "--set", "topics.partitions=4")) {
            Awaitility.await()
                    .atMost(Duration.ofMinutes(5))
                    .until(() -> killed.eventsRead() > days * EVENTS_OF_A_DAY / 4);
            killed.kill();
        }
        deleteLocalStores(data);

        try (var footfall = new RunningFootfall(directory, "--set", "topics.partitions=4")) {
            Awaitility.await()
                    .atMost(Duration.ofMinutes(3))
                    .until(() -> footfall.eventsRead() == days * EVENTS_OF_A_DAY);

            LocalDate last = LocalDate.ofInstant(START, ZoneOffset.UTC).plusDays(days - 1);
            for (int repository = 0; repository < REPOSITORIES; repository++) {
                assertEquals(expectedRows(days), footfall.rows("acme/repo-" + repository, last));
            }
            assertAgedByTheBrokersClock(footfall.bootstrapServers());
        }
    }

    private DataDirectory writeTheLog(int days) throws Exception {
        DataDirectory data = DataDirectory.open(directory);
        data.close();
        try (EmbeddedBroker broker = EmbeddedBroker.start(data.kafka(), 0)) {
            Map<String, Object> client = Map.of("bootstrap.servers", broker.bootstrapServers());
            new TopicAdmin(client).ensure(4, Optional.empty());
            setTimestampType(client, "CreateTime");
            writeEvents(client, days);
            setTimestampType(client, "LogAppendTime");
        }
        return data;
    }

    /** Four files of each visitor, the last two a session of their own; five days later three of them once more. */
    private static void writeEvents(Map<String, Object> client, int days) {
        try (var producer =
                new KafkaProducer<byte[], byte[]>(client, new ByteArraySerializer(), new ByteArraySerializer())) {
            for (int day = 0; day < days + 5; day++) {
                if (day < days) writeDay(producer, day, day, List.of(0, 10, 50, 55));
                if (day >= 5) writeDay(producer, day - 5, day, List.of(0, 50, 55));
            }
        }
    }

    private static void writeDay(
            KafkaProducer<byte[], byte[]> producer, int eventDay, int logDay, List<Integer> minutes) {
        long logTime =
                START.plus(Duration.ofDays(logDay)).plus(Duration.ofHours(12)).toEpochMilli();
        for (int repository = 0; repository < REPOSITORIES; repository++) {
            for (int visitor = 0; visitor < VISITORS; visitor++) {
                for (int minute : minutes) {
                    DownloadEvent event = event(eventDay, repository, visitor, minute);
                    var unused = producer.send(new ProducerRecord<>(
                            TopicSpec.DOWNLOAD_EVENTS.topic(),
                            null,
                            logTime,
                            event.repo().keyBytes(),
                            EventCodec.encode(event)));
                }
            }
        }
    }

    private static DownloadEvent event(int day, int repository, int visitor, int minute) {
        return new DownloadEvent(
                day + "-" + visitor + "-" + minute,
                START.plus(Duration.ofDays(day)).plus(Duration.ofMinutes(minute)),
                new RepoId(RepoType.MODEL, "acme", "repo-" + repository),
                VisitorId.user("user-" + visitor),
                new FileRequest(Via.HTTP, "GET", 200, 1, null),
                EventDetails.NONE);
    }

    private static String expectedRows(int days) {
        var rows = new StringBuilder();
        for (int day = 0; day < days; day++) {
            rows.append("{\"date\":\"")
                    .append(START.plus(Duration.ofDays(day)).toString(), 0, 10)
                    .append("\",\"downloads\":6,\"authenticated\":6,\"anonymous\":0,\"files\":12,")
                    .append("\"excluded\":{\"duplicate\":9}}")
                    .append(day == days - 1 ? "" : ",");
        }
        return "[" + rows + "]";
    }

    private static void setTimestampType(Map<String, Object> client, String type) throws Exception {
        try (Admin admin = Admin.create(client)) {
            var topic = new ConfigResource(ConfigResource.Type.TOPIC, TopicSpec.DOWNLOAD_EVENTS.topic());
            var set = new AlterConfigOp(new ConfigEntry("message.timestamp.type", type), AlterConfigOp.OpType.SET);
            admin.incrementalAlterConfigs(Map.of(topic, List.of(set))).all().get();
        }
    }

    private static void deleteLocalStores(DataDirectory data) throws IOException {
        Path stores = data.state().resolve("footfall-aggregator");
        assertTrue(Files.isDirectory(stores));
        try (Stream<Path> files = Files.walk(stores)) {
            for (Path file : files.sorted(Comparator.reverseOrder()).toList()) Files.delete(file);
        }
    }

    private static void assertAgedByTheBrokersClock(String bootstrapServers) {
        List<ConsumerRecord<byte[], byte[]>> changes =
                LogReader.records(bootstrapServers, "footfall-aggregator-counts-changelog");
        assertFalse(changes.isEmpty());
        for (ConsumerRecord<byte[], byte[]> change : changes) {
            assertEquals(TimestampType.LOG_APPEND_TIME, change.timestampType());
        }
    }
}
