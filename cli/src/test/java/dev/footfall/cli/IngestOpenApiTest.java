package dev.footfall.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import dev.footfall.ingest.balances.BalanceTopic;
import dev.footfall.ingest.http.BalanceFeed;
import dev.footfall.ingest.http.Feed;
import dev.footfall.ingest.http.IngestWiring;
import dev.footfall.ingest.http.TestIngest;
import dev.footfall.ingest.publish.PublisherConfig;
import dev.footfall.ingest.sharedlog.InMemorySharedLog;
import dev.footfall.ingest.users.UserIds;
import dev.footfall.ingest.users.UserRegistry;
import dev.footfall.logs.accesslog.RouteSettings;
import dev.footfall.logs.client.ProxyTrust;
import dev.footfall.logs.client.TrustRegistry;
import dev.footfall.logs.http.LogFeed;
import dev.footfall.logs.http.LogFeedConfig;
import dev.footfall.logs.http.LogTopics;
import dev.footfall.queryapi.http.DescribedOperation;
import dev.footfall.queryapi.http.ReleasedApi;
import dev.footfall.web.Json;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** Every route of a running ingest, with its extras, against the description that it serves. */
@Tag("slow")
class IngestOpenApiTest {
    private static final Map<String, String> KNOWN =
            Map.of("type", "model", "namespace", "myorg", "name", "mymodel", "user", "alice", "producer", "harbor");
    private static final Set<String> METHODS = Set.of("get", "post", "put", "delete", "patch");
    private static final String LOG = "?format=combined&source=files-1";

    private final UserIds ids =
            new UserIds(new InMemorySharedLog<>(UserRegistry.TOPIC, () -> TestIngest.NOW), () -> TestIngest.NOW);
    private final TestIngest ingest = new TestIngest(ids, feeds(List.of("*")));
    private JsonNode document = Json.MAPPER.createObjectNode();
    private List<DescribedOperation> operations = List.of();

    /** All that the product has. */
    private static List<Function<IngestWiring, Feed>> feeds(List<String> services) {
        return List.of(
                wiring -> logs(wiring, services),
                wiring -> new BalanceFeed(new InMemorySharedLog<>(BalanceTopic.TOPIC, wiring.clock()), wiring));
    }

    private static LogFeed logs(IngestWiring wiring, List<String> services) {
        var topics = new LogTopics(
                settings -> {
                    throw new IllegalStateException("there is no topic of lines");
                },
                new PublisherConfig("127.0.0.1:1", Map.of()),
                new InMemorySharedLog<>(TrustRegistry.TOPIC, wiring.clock()));
        return new LogFeed(
                new LogFeedConfig(RouteSettings.NONE, services, ProxyTrust.UNSET, Optional.empty()), wiring, topics);
    }

    @BeforeEach
    void read() throws Exception {
        document = Json.MAPPER.readTree(ingest.get("/openapi.json").body());
        operations = DescribedOperation.of(document);
    }

    @AfterEach
    void stop() {
        ingest.close();
        ids.close();
    }

    @Test
    void answersEveryOperationWithItsExampleAsItIsDescribed() throws Exception {
        for (DescribedOperation operation : operations) {
            HttpResponse<String> answer = ask(operation);

            check(operation, answer);
            boolean isOwn = !operation.operation().at("/tags/0").asText().equals("Producers");
            if (isOwn) assertEquals(2, answer.statusCode() / 100, operation.template() + ": " + answer.body());
        }
    }

    @Test
    void describesEveryRoute() {
        Set<String> described = operations.stream()
                .map(operation -> shape(operation.method().toUpperCase(Locale.ROOT) + " " + operation.template()))
                .collect(Collectors.toCollection(TreeSet::new));

        assertEquals(
                described,
                ingest.routes().stream().map(IngestOpenApiTest::shape).collect(Collectors.toCollection(TreeSet::new)));
    }

    private static String shape(String route) {
        return route.replaceAll("\\{\\w+}s?", "{}").replaceFirst("/inbound/\\w+$", "/inbound/{}");
    }

    @Test
    void answersNoMethodThatIsNotDescribed() throws Exception {
        Map<String, Set<String>> described = operations.stream()
                .collect(Collectors.groupingBy(
                        operation -> operation.path(KNOWN),
                        Collectors.mapping(DescribedOperation::method, Collectors.toSet())));
        for (Map.Entry<String, Set<String>> path : described.entrySet()) {
            for (String method : METHODS) {
                HttpResponse<String> answer = ingest.send(HttpRequest.newBuilder(ingest.uri(path.getKey()))
                        .method(method.toUpperCase(Locale.ROOT), BodyPublishers.noBody()));

                boolean isDescribed = path.getValue().contains(method);
                assertEquals(!isDescribed, answer.statusCode() == 405, method + " " + path.getKey());
            }
        }
    }

    @Test
    void refusesThoseWithoutAKeyAsItIsDescribed() throws Exception {
        try (TestIngest closed = TestIngest.with(feeds(List.of()), "secret")) {
            for (DescribedOperation operation : operations) {
                if (!operation.documents(401)) continue;
                HttpResponse<String> answer = closed.send(request(closed, operation));

                assertTrue(answer.statusCode() == 401 || answer.statusCode() == 403, operation.template());
                check(operation, answer);
            }
        }
    }

    @Test
    void refusesBadBodiesAsItIsDescribed() throws Exception {
        for (DescribedOperation operation : operations) {
            if (!operation.operation().has("requestBody")) continue;
            for (String body : List.of("{", "[{}]", " ".repeat(9 << 20))) {
                HttpRequest.Builder request = request(ingest, operation)
                        .method(operation.method().toUpperCase(Locale.ROOT), BodyPublishers.ofString(body));

                check(operation, ingest.send(request));
            }
            HttpRequest.Builder strange = request(ingest, operation).setHeader("Content-Encoding", "br");
            HttpResponse<String> answer = ingest.send(strange);
            check(operation, answer);
            assertTrue(answer.statusCode() >= 400, operation.template());
        }
    }

    @Test
    void answersWithoutKafkaAsItIsDescribed() throws Exception {
        ingest.publisher.fail("Kafka is away");

        for (DescribedOperation operation : operations) check(operation, ask(operation));
    }

    @Test
    void namesGroupsAndExplainsEachOperationWithAnExampleThatIsOne() {
        Set<String> tags = new HashSet<>();
        document.get("tags").forEach(tag -> tags.add(tag.get("name").asText()));
        Set<String> names = new HashSet<>();

        for (DescribedOperation operation : operations) {
            String id = operation.operation().path("operationId").asText();
            assertTrue(id.matches("[a-z][a-zA-Z0-9]+") && names.add(id), operation.template() + " is named " + id);
            assertTrue(tags.contains(operation.operation().at("/tags/0").asText()), id);
            assertEquals(operation.namesInTemplate(), operation.namesOfPathParameters(), id);
            operation.checkExamples();
        }
        assertTrue(
                names.containsAll(
                        List.of("sendEvents", "sendLog", "registerRepository", "like", "eraseUser", "stateBalances")),
                names::toString);
    }

    @Test
    void isTheSameWhateverIsConfigured() throws Exception {
        String text = ingest.get("/openapi.json").body();
        try (TestIngest other = TestIngest.with(feeds(List.of()), "secret")) {
            assertEquals(text, other.get("/openapi.json").body());
        }
        assertFalse(text.contains("127.0.0.1") || text.contains("localhost"), text);
        assertEquals(".", document.at("/servers/0/url").asText());
    }

    @Test
    void isNotSentToThoseWhoHaveItAlready() throws Exception {
        String tag = ingest.get("/openapi.json").headers().firstValue("ETag").orElseThrow();
        HttpRequest.Builder again =
                HttpRequest.newBuilder(ingest.uri("/openapi.json")).header("If-None-Match", tag);

        assertEquals(304, ingest.send(again).statusCode());
    }

    @Test
    void losesAndRequiresOnlyWhatTheChangelogNames() throws Exception {
        assertEquals(List.of(), ReleasedApi.unnamedChanges(document, "released-ingest-api.txt"));
    }

    @Test
    void refusesAParameterThatNobodyReads() throws Exception {
        HttpResponse<String> refused = ingest.get("/openapi.json?version=2");

        assertEquals(400, refused.statusCode());
        assertTrue(refused.body().contains("version"), refused.body());
    }

    private HttpResponse<String> ask(DescribedOperation operation) throws Exception {
        return ingest.send(request(ingest, operation));
    }

    /** With the first example of its body. */
    private static HttpRequest.Builder request(TestIngest ingest, DescribedOperation operation) {
        String query = operation.template().equals("/v1/logs") ? LOG : "";
        var request = HttpRequest.newBuilder(ingest.uri(operation.path(KNOWN) + query));
        JsonNode content = operation.operation().at("/requestBody/content");
        String method = operation.method().toUpperCase(Locale.ROOT);
        if (content.isEmpty()) return request.method(method, BodyPublishers.noBody());
        Map.Entry<String, JsonNode> first = content.properties().iterator().next();
        JsonNode example = first.getValue().path("example");
        return request.header("Content-Type", first.getKey())
                .method(method, BodyPublishers.ofString(example.isTextual() ? example.asText() : example.toString()));
    }

    private static void check(DescribedOperation operation, HttpResponse<String> answer) {
        operation.check(
                answer.statusCode(), name -> answer.headers().firstValue(name).orElse(""), answer.body());
    }
}
