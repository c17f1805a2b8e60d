package dev.footfall.standalone.operations;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assertions.fail;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.dataformat.yaml.YAMLFactory;
import dev.footfall.cli.ConfiguredExtras;
import dev.footfall.standalone.DocTable;
import dev.footfall.standalone.PatientHttp;
import dev.footfall.standalone.Standalone;
import dev.footfall.standalone.settings.Settings;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Checks that all that the dashboard shows and the alerts watch is there to be scraped. */
class MonitoringIT {
    private static final Path DEPLOY = Path.of("../deploy");
    private static final Pattern METRIC = Pattern.compile("\\b(?:footfall|kafka|jvm|process|system)_[a-z0-9_]+\\b");
    private static final Pattern SAMPLE = Pattern.compile("(?m)^([a-z][a-z0-9_]*)[ {]");

    private static final int MOST_BYTES = 100_000;

    @TempDir
    private static Path directory;

    private static Standalone house;

    @BeforeAll
    static void start() {
        house = Standalone.start(settings(), ConfiguredExtras.all(settings()), reason -> fail(reason));
    }

    @AfterAll
    static void stop() {
        house.close();
    }

    @Test
    void everyMetricThatIsShownOrWatchedExists() throws Exception {
        Set<String> wanted = new TreeSet<>(metrics(new ObjectMapper()
                .readTree(DEPLOY.resolve("grafana/dashboards/footfall.json").toFile())));
        wanted.addAll(metrics(new ObjectMapper(new YAMLFactory())
                .readTree(DEPLOY.resolve("prometheus/alerts.yml").toFile())));
        assertTrue(wanted.size() > 10, wanted::toString);

        int queryPort = house.query().port();
        post(house.ingest().port()); // a source has metrics when it has events
        Awaitility.await().atMost(Duration.ofMinutes(5)).untilAsserted(() -> {
            assertEquals(404, get(queryPort, "/models/acme/rocket/stats").statusCode());
            Set<String> missing = new TreeSet<>(wanted);
            missing.removeAll(scraped(queryPort));
            missing.removeAll(scraped(house.ingest().port()));
            assertEquals(Set.of(), missing);
        });
        assertTrue(scraped(house.ingest().port()).contains("footfall_ingest_events_total"));
    }

    @Test
    void showsWhatTheDocsExplainAndNoMore() throws Exception {
        String docs = Files.readString(Path.of("../docs/metrics.md"));
        Set<String> explained =
                METRIC.matcher(docs).results().map(MatchResult::group).collect(Collectors.toSet());

        int queryPort = house.query().port();
        post(house.ingest().port());
        postLog(house.ingest().port());
        postEnvelope(house.ingest().port());
        Awaitility.await().atMost(Duration.ofMinutes(5)).untilAsserted(() -> {
            assertEquals(404, get(queryPort, "/models/acme/rocket/stats").statusCode());
            Set<String> unexplained = new TreeSet<>(scraped(queryPort));
            assertTrue(unexplained.contains("kafka_stream_thread_commit_rate"), unexplained::toString);
            unexplained.removeIf(name -> name.startsWith("footfall_") || explained.contains(name));
            assertEquals(Set.of(), unexplained);
            assertTrue(scraped(house.ingest().port()).contains("footfall_source_events_without_agent"));
        });
        int bytes = get(queryPort, "/metrics").body().length();
        assertTrue(bytes < MOST_BYTES, () -> "/metrics has " + bytes + " bytes");
        DocTable.assertTable(
                "metrics.md",
                "| metric | labels | meaning |",
                MetricRows.of(
                        get(queryPort, "/metrics").body(),
                        get(house.ingest().port(), "/metrics").body(),
                        MetricRows.ofPeers()));
    }

    private static Set<String> metrics(JsonNode document) {
        return document.findValuesAsText("expr").stream()
                .flatMap(expression -> METRIC.matcher(expression).results())
                .map(MatchResult::group)
                .collect(Collectors.toSet());
    }

    private Set<String> scraped(int port) throws IOException, InterruptedException {
        return SAMPLE.matcher(get(port, "/metrics").body())
                .results()
                .map(sample -> sample.group(1))
                .collect(Collectors.toSet());
    }

    private void post(int port) throws IOException, InterruptedException {
        String event =
                "{\"id\":\"1\",\"time\":\"2026-01-05T10:00:00Z\",\"repo_type\":\"model\",\"repo\":\"acme/other\","
                        + "\"method\":\"GET\",\"status\":200,\"ip\":\"192.0.2.7\",\"source\":\"files-1\"}";
        HttpRequest request = HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + "/v1/events"))
                .header("Content-Type", "application/json")
                .POST(HttpRequest.BodyPublishers.ofString(event))
                .build();
        assertEquals(
                202,
                PatientHttp.send(request, HttpResponse.BodyHandlers.discarding())
                        .statusCode());
    }

    private void postLog(int port) throws IOException, InterruptedException {
        String line = "203.0.113.9 - - [20/Nov/2026:04:59:54 +0000] \"GET /a HTTP/1.1\" 200 1 \"-\" \"curl/8.5.0\"";
        HttpRequest request = HttpRequest.newBuilder(
                        URI.create("http://127.0.0.1:" + port + "/v1/logs?format=combined&source=files-1"))
                .POST(HttpRequest.BodyPublishers.ofString(line))
                .build();
        assertEquals(
                200,
                PatientHttp.send(request, HttpResponse.BodyHandlers.discarding())
                        .statusCode());
    }

    private void postEnvelope(int port) throws IOException, InterruptedException {
        HttpRequest request = HttpRequest.newBuilder(
                        URI.create("http://127.0.0.1:" + port + "/v1/inbound/distribution"))
                .POST(HttpRequest.BodyPublishers.ofString("{\"events\":[{\"action\":\"push\"}]}"))
                .build();
        assertEquals(
                200,
                PatientHttp.send(request, HttpResponse.BodyHandlers.discarding())
                        .statusCode());
    }

    private HttpResponse<String> get(int port, String path) throws IOException, InterruptedException {
        HttpRequest request = HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + path))
                .header("Authorization", "Bearer none")
                .build();
        return PatientHttp.send(request, HttpResponse.BodyHandlers.ofString());
    }

    private static Settings settings() {
        return Settings.read(
                null,
                Map.of(),
                Map.of(
                        "data.dir", directory.resolve("data").toString(),
                        "kafka.port", "0",
                        "query.port", "0",
                        "ingest.port", "0",
                        "ingest.lines-topic", "access-lines",
                        "topics.partitions", "2",
                        "webhook.url", "http://127.0.0.1:9/",
                        "webhook.secret", "a secret of a test has 32 bytes!"));
    }
}
