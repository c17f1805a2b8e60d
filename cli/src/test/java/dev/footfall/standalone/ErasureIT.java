package dev.footfall.standalone;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assertions.fail;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.github.luben.zstd.ZstdInputStream;
import dev.footfall.cli.ConfiguredExtras;
import dev.footfall.events.DownloadEvent;
import dev.footfall.events.EventCodec;
import dev.footfall.events.TopicSpec;
import dev.footfall.events.Topics;
import dev.footfall.events.VisitorId;
import dev.footfall.ingest.publish.Durability;
import dev.footfall.ingest.publish.EventPublisher;
import dev.footfall.ingest.publish.KafkaEventPublisher;
import dev.footfall.ingest.sharedlog.KafkaSharedLog;
import dev.footfall.ingest.users.UserIds;
import dev.footfall.ingest.users.UserRegistry;
import dev.footfall.logs.accesslog.AccessLogImport;
import dev.footfall.logs.accesslog.ImportListener;
import dev.footfall.logs.accesslog.LogFormat;
import dev.footfall.logs.accesslog.LogSettings;
import dev.footfall.logs.accesslog.Routes;
import dev.footfall.operations.logfiles.LogExport;
import dev.footfall.operations.topics.LogPartitions;
import dev.footfall.operations.topics.TopicAdmin;
import dev.footfall.standalone.settings.Settings;
import java.io.BufferedReader;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.URI;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** A user whose name is in one topic alone, and in no file after it was erased. */
@Timeout(value = 15, unit = TimeUnit.MINUTES)
class ErasureIT {
    private static final JsonMapper JSON = new JsonMapper();
    private static final Duration PATIENCE = Duration.ofMinutes(5);
    private static final String NAME = "Zebulon.Quaxwirbel";
    private static final String MODEL = "/models/acme/rocket";
    private static final List<String> PUBLIC = List.of(
            MODEL + "/stats",
            MODEL + "/stats/recent?from=2026-01-01&to=2026-01-10&fields=excluded,classes",
            MODEL + "/stats/hourly?from=2026-01-01&to=2026-01-10",
            MODEL + "/stats/clients",
            MODEL + "/stats/sources",
            "/v1/daily?from=2026-01-01&to=2026-01-10",
            "/v1/hourly?from=2026-01-01&to=2026-01-10",
            "/trending?to=2026-01-06");
    private static final List<String> ABOUT_USERS = List.of(
            MODEL + "/likers",
            "/v1/analytics/users?start_date=1767600000&end_date=1767800000",
            "/v1/analytics/models/acme%2Frocket/chats",
            "/metrics");

    @TempDir
    Path directory;

    @Test
    void anErasureTakesTheNameFromEveryFileAndAnswerAndChangesNoNumber() throws Exception {
        List<String> before;
        VisitorId id;
        try (var house = Standalone.start(settings(), ConfiguredExtras.all(settings()), reason -> fail(reason))) {
            importInto(house);
            like(house);
            awaitCounted(house);
            before = answers(house, PUBLIC);
            id = visitors(house).stream()
                    .filter(VisitorId::authenticated)
                    .findAny()
                    .orElseThrow();
            assertIsShown(house);
            assertFalse(filesWithName().isEmpty());
            for (String file : filesWithName()) assertTrue(file.startsWith("kafka/footfall.users.v1-0/"), file);
            assertEquals(
                    List.of(TopicSpec.USERS.topic()),
                    LogReader.topicsWith(NAME, house.broker().bootstrapServers()));

            BrokerFiles.hasten(house.broker().bootstrapServers(), TopicSpec.USERS.topic());
            assertEquals(204, send(house, "DELETE", "/v1/users/" + NAME, "").statusCode());

            writeErasuresAgain(house);
            Awaitility.await().atMost(PATIENCE).until(() -> filesWithName().isEmpty());
            assertEquals(List.of(), LogReader.topicsWith(NAME, house.broker().bootstrapServers()));
            assertFalse(exported(house).contains(NAME));
            assertFalse(answers(house, PUBLIC).toString().contains(NAME));
            assertFalse(answers(house, ABOUT_USERS).toString().contains(NAME));
            assertEquals(before, answers(house, PUBLIC));
            BrokerFiles.relax(house.broker().bootstrapServers(), TopicSpec.USERS.topic());
        }
        try (var house = Standalone.start(settings(), ConfiguredExtras.all(settings()), reason -> fail(reason))) {
            Awaitility.await().atMost(PATIENCE).untilAsserted(() -> assertEquals(before, answers(house, PUBLIC)));
            assertFalse(answers(house, ABOUT_USERS).toString().contains(NAME));

            postNow(house, "first");
            postNow(house, "second");

            List<VisitorId> later = visitors(house).stream()
                    .filter(visitor -> visitor.authenticated() && !visitor.equals(id))
                    .toList();
            assertEquals(1, later.size());
            assertNotEquals(NAME, later.get(0).value());
        }
    }

    /** The round of an ingest a quarter of an hour later. */
    private void writeErasuresAgain(Standalone house) {
        var log = new KafkaSharedLog<>(configs(house).publisher(), UserRegistry.TOPIC);
        new UserIds(log, () -> Instant.now().plus(Duration.ofMinutes(15))).close();
    }

    /** Two visits of the user and one of somebody else, and lines that are rejected. */
    private void importInto(Standalone house) throws Exception {
        String get = "\"GET /acme/rocket/resolve/main/a HTTP/1.1\" 200 10 \"-\" \"curl/8\"\n";
        String named = "192.0.2.7 - " + NAME + " [";
        Path log = Files.writeString(
                Files.createDirectories(directory.resolve("logs")).resolve("access.log"),
                named + "05/Jan/2026:10:00:00 +0000] " + get + named + "05/Jan/2026:12:00:00 +0000] " + get
                        + "192.0.2.8 - - [05/Jan/2026:12:00:00 +0000] " + get + named + "yesterday] " + get
                        + "192.0.2.7 - " + NAME + " 05/Jan/2026 " + get);
        RoomConfigs configs = configs(house);
        var settings =
                new LogSettings(LogFormat.COMBINED, Routes.of(List.of()), LogSettings.DEFAULT_SOURCE, configs.secret());
        Optional<UserIds> users = SharedLogs.users(configs);
        try (EventPublisher publisher = SharedLogs.publisher(
                new KafkaEventPublisher(configs.publisher(), configs.partitions(), Durability.OF_REPLICAS), users)) {
            assertEquals(
                    2,
                    new AccessLogImport(settings, publisher, new ImportListener() {})
                            .run(List.of(log))
                            .totals()
                            .rejected());
        }
    }

    private static void like(Standalone house) throws Exception {
        String time = "?time=2026-01-05T10:00:00Z";
        assertEquals(
                202,
                send(house, "PUT", "/v1/likes" + MODEL + "/" + NAME + time, "").statusCode());
    }

    private static void postNow(Standalone house, String id) throws Exception {
        String event = "{\"id\":\"" + id + "\",\"time\":\"" + Instant.now() + "\",\"repo_type\":\"model\","
                + "\"repo\":\"acme/other\",\"method\":\"GET\",\"status\":200,\"user\":\"" + NAME + "\"}";
        assertEquals(202, send(house, "POST", "/v1/events", event).statusCode());
    }

    private void awaitCounted(Standalone house) {
        Awaitility.await().atMost(PATIENCE).untilAsserted(() -> {
            assertEquals(
                    "{\"downloads\":3,\"likes\":1}",
                    answers(house, List.of(MODEL + "/stats")).get(0));
            assertTrue(answers(house, List.of(MODEL + "/likers")).get(0).contains(NAME));
        });
    }

    private void assertIsShown(Standalone house) throws Exception {
        for (String path : ABOUT_USERS.subList(0, 3)) {
            String answer = answers(house, List.of(path)).get(0);
            assertTrue(answer.contains(NAME), () -> path + " " + answer);
        }
    }

    private List<String> filesWithName() throws IOException {
        return BrokerFiles.filesWith(NAME, directory.resolve("data"));
    }

    /** All lines of an exported log, each with its bytes that are no text. */
    private String exported(Standalone house) throws Exception {
        var out = new ByteArrayOutputStream();
        Map<String, String> kafka = configs(house).kafka();
        LogPartitions partitions = new TopicAdmin(kafka).require();
        new LogExport(new LogExport.Source(kafka, Topics.STANDARD, partitions), (done, total, records) -> {})
                .write(Topics.STANDARD.those(TopicSpec::isExported), out);
        var text = new StringBuilder();
        try (var lines = new BufferedReader(new InputStreamReader(
                new ZstdInputStream(new ByteArrayInputStream(out.toByteArray())), StandardCharsets.UTF_8))) {
            for (String line = lines.readLine(); line != null; line = lines.readLine()) {
                text.append(line).append('\n');
                JsonNode record = JSON.readTree(line);
                for (String field : List.of("key_base64", "value_base64")) {
                    for (JsonNode bytes : record.findValues(field)) {
                        text.append(new String(bytes.binaryValue(), StandardCharsets.ISO_8859_1));
                    }
                }
            }
        }
        assertTrue(text.toString().contains("user_id"));
        return text.toString();
    }

    private static Set<VisitorId> visitors(Standalone house) {
        return LogReader.records(house.broker().bootstrapServers(), TopicSpec.DOWNLOAD_EVENTS.topic()).stream()
                .map(ErasureIT::event)
                .map(DownloadEvent::visitor)
                .collect(Collectors.toSet());
    }

    private static DownloadEvent event(ConsumerRecord<byte[], byte[]> record) {
        return EventCodec.decode(record.value(), record.timestamp()).value().orElseThrow();
    }

    private List<String> answers(Standalone house, List<String> paths) throws Exception {
        List<String> answers = new ArrayList<>();
        for (String path : paths) {
            HttpResponse<String> answer = KnownAnswers.ask(house, SmallHouse.authorization(settings(), "admin"), path);
            assertEquals(200, answer.statusCode(), () -> path + " " + answer.body());
            answers.add(answer.body());
        }
        return answers;
    }

    private static HttpResponse<String> send(Standalone house, String method, String path, String body)
            throws Exception {
        URI uri = URI.create("http://127.0.0.1:" + house.ingest().port() + path);
        HttpRequest.Builder request =
                HttpRequest.newBuilder(uri).method(method, HttpRequest.BodyPublishers.ofString(body));
        if (!body.isEmpty()) request.header("Content-Type", "application/json");
        return PatientHttp.send(request.build(), HttpResponse.BodyHandlers.ofString());
    }

    private RoomConfigs configs(Standalone house) {
        return RoomConfigs.of(settings()).on(house.broker().bootstrapServers());
    }

    private Settings settings() {
        return SmallHouse.settings(directory.resolve("data"), "ids");
    }
}
