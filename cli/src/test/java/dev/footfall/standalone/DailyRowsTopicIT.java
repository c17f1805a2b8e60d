package dev.footfall.standalone;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assertions.fail;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.footfall.aggregator.counting.projections.RowRecord;
import dev.footfall.aggregator.counting.store.PartitionStores;
import dev.footfall.aggregator.query.LocalRead;
import dev.footfall.events.DownloadEvent;
import dev.footfall.events.EventCodec;
import dev.footfall.events.EventDetails;
import dev.footfall.events.FileRequest;
import dev.footfall.events.RepoId;
import dev.footfall.events.RepoType;
import dev.footfall.events.TopicSpec;
import dev.footfall.events.Via;
import dev.footfall.events.VisitorId;
import dev.footfall.operations.logfiles.OddLog;
import dev.footfall.standalone.settings.Settings;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.common.utils.Utils;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** The topic of daily rows: turned on for a state that has rows, through kills, off and on again. */
@Timeout(value = 15, unit = TimeUnit.MINUTES)
class DailyRowsTopicIT {
    private static final long SEED = 11;
    private static final ObjectMapper JSON = new ObjectMapper();

    @TempDir
    private Path directory;

    private int sent;

    @Test
    void theLastCommittedRecordOfEachKeyIsTheRow() throws Exception {
        assertEachLastRecordIsTheRow(1);
    }

    @Test
    @Tag("proof")
    void theLastCommittedRecordOfEachKeyIsTheRowAfterThreeKills() throws Exception {
        assertEachLastRecordIsTheRow(3);
    }

    private void assertEachLastRecordIsTheRow(int kills) throws Exception {
        OddLog.write(directory, SEED);
        countWithoutTopic();
        for (int kill = 1; kill <= kills; kill++) publishAndKill(500L * kill);
        changeRowsWithoutTopic();

        try (var house = house("on")) {
            String rules = house.rules();
            Awaitility.await().atMost(Duration.ofMinutes(5)).untilAsserted(() -> {
                Map<String, String> published = published(house);
                assertEquals(stored(house, rules), published);
                assertEquals(answered(house), asAnswered(published.values()));
            });

            Map<String, String> published = published(house);
            assertTrue(published.size() > 110, published::toString);
            published.values().forEach(new RowSchema()::assertHolds);
            for (ConsumerRecord<byte[], byte[]> record : records(house)) {
                int hash = Utils.toPositive(Utils.murmur2(RowRecord.repositoryOf(record.key())));
                assertEquals(hash % OddLog.PARTITIONS, record.partition(), text(record.key()));
            }
        }
    }

    private void countWithoutTopic() throws Exception {
        try (var house = house("off")) {
            awaitCounted(house);
            try (Admin admin =
                    Admin.create(Map.of("bootstrap.servers", house.broker().bootstrapServers()))) {
                assertFalse(admin.listTopics().names().get().contains(TopicSpec.DAILY_ROWS.topic()));
            }
        }
    }

    private void publishAndKill(long records) throws Exception {
        try (var footfall = new RunningFootfall(
                directory, "--set", "rows.topic=on", "--set", "topics.partitions=" + OddLog.PARTITIONS)) {
            Awaitility.await().atMost(RunningFootfall.PATIENCE).until(footfall::isReady);
            long before = footfall.eventsRead();
            send(footfall.bootstrapServers(), 2_000);
            Awaitility.await().atMost(RunningFootfall.PATIENCE).until(() -> footfall.eventsRead() >= before + records);
            footfall.kill();
        }
    }

    private void changeRowsWithoutTopic() {
        try (var house = house("off")) {
            send(house.broker().bootstrapServers(), 500);
            awaitCounted(house);
        }
    }

    private static void awaitCounted(Standalone house) {
        Awaitility.await()
                .atMost(Duration.ofMinutes(5))
                .until(() -> house.aggregator().state().readiness().ready()
                        && house.aggregator().progress().complete());
    }

    /** Events of now, of few repositories and many visits. */
    private void send(String bootstrapServers, int events) {
        Map<String, Object> client = Map.of("bootstrap.servers", bootstrapServers);
        try (var producer =
                new KafkaProducer<byte[], byte[]>(client, new ByteArraySerializer(), new ByteArraySerializer())) {
            for (int i = 0; i < events; i++, sent++) {
                var repo = new RepoId(RepoType.MODEL, "busy", "repo" + sent % 50);
                var request = new FileRequest(Via.HTTP, sent % 9 == 0 ? "HEAD" : "GET", 200, sent, null);
                var event = new DownloadEvent(
                        "sent-" + sent,
                        Instant.now().minusSeconds(sent % 100_000),
                        repo,
                        VisitorId.user("user" + sent % 200),
                        request,
                        EventDetails.NONE);
                var unused = producer.send(new ProducerRecord<>(
                        TopicSpec.DOWNLOAD_EVENTS.topic(), repo.keyBytes(), EventCodec.encode(event)));
            }
        }
    }

    private static Map<String, String> stored(Standalone house, String rules) {
        Map<String, String> rows = new TreeMap<>();
        for (int partition = 0; partition < OddLog.PARTITIONS; partition++) {
            LocalRead<Long> read = house.aggregator()
                    .entries()
                    .all(partition, PartitionStores.DAILY_ROWS, (key, value) -> {
                        RowRecord row = RowRecord.of(key, value, rules);
                        rows.put(text(row.key()), text(row.value()));
                    });
            assertEquals(LocalRead.Found.class, read.getClass(), read::toString);
        }
        return rows;
    }

    private static List<ConsumerRecord<byte[], byte[]>> records(Standalone house) {
        return LogReader.records(house.broker().bootstrapServers(), TopicSpec.DAILY_ROWS.topic());
    }

    private static Map<String, String> published(Standalone house) {
        Map<String, String> last = new TreeMap<>();
        for (ConsumerRecord<byte[], byte[]> record : records(house)) last.put(text(record.key()), text(record.value()));
        return last;
    }

    /** The rows that everybody may see, which are all but those of the one private repository. */
    private static Set<JsonNode> answered(Standalone house) throws Exception {
        String path = "/api/v1/daily?format=ndjson&fields=merged,classes&from=2025-12-01&to="
                + LocalDate.now(ZoneOffset.UTC).plusDays(1);
        return KnownAnswers.ask(house, "", path)
                .body()
                .lines()
                .map(DailyRowsTopicIT::read)
                .collect(Collectors.toSet());
    }

    private static Set<JsonNode> asAnswered(Collection<String> published) {
        return published.stream()
                .map(DailyRowsTopicIT::read)
                .filter(row -> row.path("files").asLong() > 0)
                .filter(row -> !isOf(OddLog.PRIVATE, row))
                .<JsonNode>map(row -> row.without(List.of("rules", "excluded")))
                .collect(Collectors.toSet());
    }

    private static boolean isOf(RepoId repo, JsonNode row) {
        return row.path("type").asText().equals(repo.type().label())
                && row.path("id").asText().equals(repo.fullName());
    }

    private static ObjectNode read(String value) {
        try {
            return (ObjectNode) JSON.readTree(value);
        } catch (JsonProcessingException e) {
            throw new AssertionError(value, e);
        }
    }

    private Standalone house(String rowsTopic) {
        Map<String, String> values = Map.of(
                "data.dir",
                directory.toString(),
                "kafka.port",
                "0",
                "query.port",
                "0",
                "ingest.port",
                "0",
                "rows.topic",
                rowsTopic,
                "topics.partitions",
                Integer.toString(OddLog.PARTITIONS));
        return Standalone.start(Settings.read(null, Map.of(), values), reason -> fail(reason));
    }

    private static String text(byte[] bytes) {
        return new String(bytes, StandardCharsets.UTF_8);
    }
}
