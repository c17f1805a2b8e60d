package dev.footfall.standalone;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assertions.fail;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.footfall.aggregator.cluster.NodeAddress;
import dev.footfall.ingest.http.IngestServer;
import dev.footfall.operations.broker.EmbeddedBroker;
import dev.footfall.operations.topics.TopicAdmin;
import dev.footfall.queryapi.auth.AuthConfig;
import dev.footfall.queryapi.auth.Caller;
import dev.footfall.queryapi.auth.TokenMint;
import dev.footfall.standalone.Running.CountingNode;
import dev.footfall.standalone.settings.Settings;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Two nodes share the partitions of one Kafka, and each answers for all of them. */
class ManyNodesIT {
    private static final Duration PATIENCE = Duration.ofMinutes(5);
    private static final int PARTITIONS = 4;
    private static final int REPOSITORIES = 12;
    private static final String JWT_SECRET = "a secret of a test has 32 bytes!";
    private static final String BULK = IntStream.range(0, REPOSITORIES)
            .mapToObj(i -> "{\"type\":\"model\",\"id\":\"acme/r" + i + "\"}")
            .collect(Collectors.joining(",", "{\"repos\":[", "]}"));

    @TempDir
    Path directory;

    private final HttpClient impatient = HttpClient.newHttpClient();

    @Test
    void answersTheSameOnWhicheverNode() throws Exception {
        try (EmbeddedBroker broker = EmbeddedBroker.start(directory.resolve("kafka"), 0)) {
            Settings one = settings(broker, "one");
            new TopicAdmin(RoomConfigs.of(one).kafka()).ensure(PARTITIONS, Optional.empty());
            try (var ingest = IngestNode.start(one);
                    var first = ServeNode.start(one, reason -> fail(reason));
                    var second = ServeNode.start(settings(broker, "two"), reason -> fail(reason))) {
                publish(ingest.ingest());
                awaitBalance(first, second);
                Awaitility.await().atMost(PATIENCE).untilAsserted(() -> assertEquals(expectedTotals(), totals(first)));

                assertEquals(expectedTotals(), totals(second));
                for (String path : List.of(
                        "/trending?to=2026-01-06",
                        "/trending?to=2026-01-06&classes=unknown,ci",
                        "/v1/users/ann/likes",
                        "/api/v1/daily?from=2026-01-05&to=2026-01-06")) {
                    assertEquals(get(first, path), get(second, path));
                }
                assertTrue(get(first, "/v1/users/ann/likes").contains("acme/r1"));
                assertEquals(
                        REPOSITORIES + 1,
                        get(second, "/v1/daily?from=2026-01-05&to=2026-01-06")
                                .lines()
                                .count());
                assertEquals(bulk(first), bulk(second));
                assertTrue(get(first, "/metrics").contains("footfall_peers_requests_seconds_count{outcome=\"ok\"}"));
                assertSeen(first, second);
            }
        }
    }

    /** Each node tells of both, and of the log as the broker knows it. */
    private void assertSeen(ServeNode first, ServeNode second) throws Exception {
        for (ServeNode asked : List.of(first, second)) {
            JsonNode cluster = cluster(asked);
            Set<String> apis = new HashSet<>(cluster.path("nodes").findValuesAsText("api"));
            assertEquals(Set.of(api(first), api(second)), apis, cluster::toPrettyString);
            int events = 0;
            for (JsonNode partition : cluster.path("partitions")) {
                assertEquals("Counting", partition.path("phase").asText(), partition::toString);
                assertEquals(0, partition.path("lag").asLong(-1), partition::toString);
                assertEquals("1/1", partition.path("in_sync") + "/" + partition.path("replicas"));
                assertTrue(partition.path("store_bytes").asLong() > 0, partition::toString);
                if (partition.path("log_end").asLong() > 0)
                    assertTrue(partition.path("log_bytes").asLong() > 0, partition::toString);
                if (partition.path("last_record").isTextual())
                    assertTrue(partition.path("last_commit").isTextual(), partition::toString);
                events += partition.path("log_end").asInt();
            }
            assertTrue(events >= REPOSITORIES * (REPOSITORIES + 1) / 2, "all events are in the log: " + events);
        }
        String metrics = get(first, "/metrics");
        for (String sample :
                List.of("nodes 2.0", "partitions 4.0", "unowned_partitions 0.0", "uncopied_partitions 0.0"))
            assertTrue(metrics.contains("\nfootfall_" + sample + "\n"), sample);
    }

    private static String api(ServeNode node) {
        return "127.0.0.1:" + node.query().port();
    }

    private JsonNode cluster(ServeNode node) throws Exception {
        var keys = new AuthConfig(Optional.of(JWT_SECRET), Optional.empty(), Optional.empty(), Optional.empty());
        String token = new TokenMint(keys, InstantSource.system())
                .mint(new Caller(Optional.of("op"), Set.of(), true), Duration.ofMinutes(9));
        HttpResponse<String> answer = send(HttpRequest.newBuilder(uri(node, "/v1/cluster"))
                .header("Authorization", "Bearer " + token)
                .build());
        assertEquals(200, answer.statusCode(), answer::body);
        return new ObjectMapper().readTree(answer.body());
    }

    @Test
    @Tag("proof")
    void answersTheSameBesideTheProcessThatHasAll() throws Exception {
        Map<String, String> own = Map.of("kafka.port", "0");
        try (var house = Standalone.start(settings("127.0.0.1:1", "one", own), reason -> fail(reason));
                var beside = ServeNode.start(
                        settings(house.broker().bootstrapServers(), "two", Map.of()), reason -> fail(reason))) {
            publish(house.ingest());

            for (CountingNode node : List.of(house, beside)) {
                Awaitility.await()
                        .atMost(PATIENCE)
                        .pollInterval(Duration.ofSeconds(2)) // there is a limit on questions
                        .untilAsserted(() -> {
                            assertEquals(2, owners(node).size());
                            assertEquals(expectedTotals(), totals(node));
                        });
            }
        }
    }

    private static Set<Optional<NodeAddress>> owners(CountingNode node) {
        return IntStream.range(0, PARTITIONS)
                .mapToObj(partition ->
                        node.aggregator().placements().of(partition).owner())
                .collect(Collectors.toSet());
    }

    /** They meet where a log is new: no partition was counted by the rules of either. */
    @Test
    void answersNothingThatANodeOfOtherRulesCounts() throws Exception {
        try (EmbeddedBroker broker = EmbeddedBroker.start(directory.resolve("kafka"), 0)) {
            Settings one = settings(broker.bootstrapServers(), "one", Map.of("aggregator.standbys", "1"));
            Settings two = settings(
                    broker.bootstrapServers(), "two", Map.of("aggregator.standbys", "1", "session.gap", "PT2H"));
            new TopicAdmin(RoomConfigs.of(one).kafka()).ensure(PARTITIONS, Optional.empty());
            try (var ingest = IngestNode.start(one);
                    var first = ServeNode.start(one, reason -> fail(reason));
                    var second = ServeNode.start(two, reason -> fail(reason))) {
                awaitBalance(first, second); // what has no event yet belongs to no rules
                publish(ingest.ingest());

                Awaitility.await()
                        .atMost(PATIENCE)
                        .pollInterval(Duration.ofSeconds(2)) // there is a limit on questions
                        .untilAsserted(() -> assertOwnAnswersAlone(first, second));
            }
        }
    }

    private void assertOwnAnswersAlone(ServeNode first, ServeNode second) throws Exception {
        for (int repo = 0; repo < REPOSITORIES; repo++) {
            String path = "/models/acme/r" + repo + "/stats";
            HttpResponse<String> own = askOnce(first, path);
            HttpResponse<String> other = askOnce(second, path);
            Set<Integer> statuses = new HashSet<>(List.of(own.statusCode(), other.statusCode()));
            assertEquals(Set.of(200, 503), statuses, own.body() + other.body());
        }
    }

    private HttpResponse<String> askOnce(ServeNode node, String path) throws Exception {
        HttpRequest request = HttpRequest.newBuilder(uri(node, path)).build();
        return impatient.send(request, HttpResponse.BodyHandlers.ofString());
    }

    /** Each node owns some partitions, and both know who has which. */
    private static void awaitBalance(ServeNode first, ServeNode second) {
        assertNotEquals(first.address(), second.address());
        for (ServeNode node : List.of(first, second)) {
            Awaitility.await()
                    .atMost(PATIENCE)
                    .until(() -> node.aggregator().state().readiness().ready()
                            && owners(node).equals(Set.of(first.address(), second.address())));
        }
    }

    private void publish(IngestServer ingest) throws Exception {
        List<String> events = new ArrayList<>();
        for (int repo = 0; repo < REPOSITORIES; repo++) {
            for (int user = 0; user <= repo; user++) {
                events.add("{\"id\":\"e-" + repo + "-" + user + "\",\"time\":\"2026-01-05T10:00:00Z\","
                        + "\"repo_type\":\"model\",\"repo\":\"acme/r" + repo + "\",\"method\":\"GET\","
                        + "\"status\":200,\"user\":\"u" + user + "\"}");
            }
        }
        String base = "http://127.0.0.1:" + ingest.port();
        HttpRequest posted = HttpRequest.newBuilder(URI.create(base + "/v1/events"))
                .header("Content-Type", "application/json")
                .POST(HttpRequest.BodyPublishers.ofString(events.toString()))
                .build();
        assertEquals(202, send(posted).statusCode());
        for (int repo = 0; repo < REPOSITORIES; repo++) {
            URI like = URI.create(
                    base + "/v1/likes/models/acme/r" + repo + "/ann?time=2026-01-05T10:00:" + (10 + repo) + "Z");
            assertEquals(
                    202,
                    send(HttpRequest.newBuilder(like)
                                    .PUT(HttpRequest.BodyPublishers.noBody())
                                    .build())
                            .statusCode());
        }
    }

    private static List<String> expectedTotals() {
        return IntStream.range(0, REPOSITORIES)
                .mapToObj(repo -> "{\"downloads\":" + (repo + 1) + ",\"likes\":1}")
                .toList();
    }

    private List<String> totals(CountingNode node) throws Exception {
        List<String> totals = new ArrayList<>();
        for (int repo = 0; repo < REPOSITORIES; repo++) totals.add(get(node, "/models/acme/r" + repo + "/stats"));
        return totals;
    }

    private String get(CountingNode node, String path) throws Exception {
        return send(HttpRequest.newBuilder(uri(node, path)).build()).body();
    }

    private String bulk(CountingNode node) throws Exception {
        HttpResponse<String> response = send(HttpRequest.newBuilder(uri(node, "/v1/bulk"))
                .header("Content-Type", "application/json")
                .POST(HttpRequest.BodyPublishers.ofString(BULK))
                .build());
        assertEquals(200, response.statusCode(), response.body());
        return response.body();
    }

    private static URI uri(CountingNode node, String path) {
        return URI.create("http://127.0.0.1:" + node.query().port() + path);
    }

    private HttpResponse<String> send(HttpRequest request) throws Exception {
        return PatientHttp.send(request, HttpResponse.BodyHandlers.ofString());
    }

    private Settings settings(EmbeddedBroker broker, String name) {
        return settings(broker.bootstrapServers(), name, Map.of());
    }

    private Settings settings(String bootstrapServers, String name, Map<String, String> more) {
        Map<String, String> values = new HashMap<>();
        values.put("data.dir", directory.resolve(name).toString());
        values.put("kafka.bootstrap-servers", bootstrapServers);
        values.put("topics.partitions", Integer.toString(PARTITIONS));
        values.put("query.port", "0");
        values.put("ingest.port", "0");
        values.put("ingest.visitor-secret", "visitor-secret-of-32-bytes-length");
        values.put("peers.port", "0");
        values.put("peers.secret", "peers-secret-of-at-least-32-bytes");
        values.put("aggregator.standbys", "0");
        values.put("auth.jwt-secret", JWT_SECRET);
        values.putAll(more);
        return Settings.read(null, Map.of(), values);
    }
}
