package dev.footfall.queryapi.http;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import dev.footfall.aggregator.counting.projections.Projections;
import dev.footfall.aggregator.counts.DailyCounts;
import dev.footfall.aggregator.query.Like;
import dev.footfall.events.RepoId;
import dev.footfall.events.RepoType;
import dev.footfall.queryapi.InMemoryState;
import dev.footfall.queryapi.auth.Caller;
import dev.footfall.queryapi.question.RepositoryDay;
import dev.footfall.queryapi.route.OneNode;
import dev.footfall.queryapi.route.StateReader;
import dev.footfall.queryapi.states.CountedState;
import dev.footfall.queryapi.states.GivenStates;
import dev.footfall.rules.ExclusionReason;
import dev.footfall.web.Reply;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** Every route of the running server against the description that it serves. */
@Tag("slow")
class OpenApiTest {
    private static final RepoId REPO = new RepoId(RepoType.MODEL, "myorg", "mymodel");
    static final Map<String, String> KNOWN = Map.of(
            "type",
            "model",
            "namespace",
            "myorg",
            "name",
            "mymodel",
            "user",
            "bob",
            "model_id",
            "myorg%2Fmymodel",
            "kind",
            "datasets",
            "category",
            "model",
            "state",
            "mine");
    private static final Map<String, String> UNKNOWN = Map.of(
            "type",
            "space",
            "namespace",
            "no",
            "name",
            "thing",
            "user",
            "x".repeat(300),
            "model_id",
            "no%2Fthing",
            "kind",
            "spaces",
            "category",
            "never-seen",
            "state",
            "never");
    private static final String VERDICT =
            "{\"reason\":\"why\",\"source\":\"files-1\",\"from\":\"2026-10-05T06:00:00Z\",\"to\":\"2026-10-05T09:00:00Z\"}";
    private static final String BULK =
            "{\"repos\":[{\"type\":\"model\",\"id\":\"myorg/mymodel\"},{\"type\":\"space\",\"id\":\"no/thing\"}]}";

    private final InMemoryState state = new InMemoryState(4)
            .put(
                    REPO,
                    new RepositoryDay(
                            LocalDate.parse("2026-11-20"),
                            new DailyCounts(4, 1, 8, 0),
                            Map.of(ExclusionReason.RANGE, 2L)))
            .put(
                    new RepoId(RepoType.DATASET, "myorg", "mymodel"),
                    LocalDate.parse("2026-11-20"),
                    new DailyCounts(1, 0, 1, 0, 0, 0))
            .like(new Like(REPO, "bob", Served.NOW))
            .current(Served.NOW, 1);
    private final Served served = Served.comparing(states());
    private final Asked asked = new Asked(states());
    private final JsonNode document = served.json("/openapi.json");
    private final List<DescribedOperation> operations = DescribedOperation.of(document);

    private GivenStates states() {
        StateReader reader = OneNode.reader(state, true);
        return new GivenStates(
                new CountedState(CountedState.MAIN, Served.RULES, reader),
                new CountedState("mine", Served.RULES, reader));
    }

    @AfterEach
    void stop() {
        served.close();
    }

    /** A client is generated once, whatever the servers count that it asks. */
    @Test
    void isTheSameWhateverIsCounted() {
        try (Served without = Served.counting(state, Projections.NONE)) {
            assertEquals(
                    served.get("/openapi.json").body(),
                    without.get("/openapi.json").body());
        }
    }

    @Test
    void answersWithoutAnyProjectionAsItIsDescribed() {
        int uncounted = 0;
        try (Served without = Served.counting(state, Projections.NONE)) {
            for (DescribedOperation operation : operations) {
                if (!operation.method().equals("get")) continue;
                HttpResponse<String> response = without.get(operation.target(KNOWN, ""));
                check(operation, response.statusCode(), response);
                if (response.statusCode() == 404) uncounted++;
            }
        }
        assertTrue(uncounted > 8, uncounted + " routes are not counted");
    }

    /** Each node gives it the same entity tag: no order is left to a hash. */
    @Test
    void describesInOneOrder() {
        String text = served.get("/openapi.json").body();

        assertTrue(text.contains("\"bearer\":{\"type\":\"http\",\"scheme\":\"bearer\",\"bearerFormat\":\"JWT\"}"));
        assertTrue(text.contains("\"requestBody\":{\"required\":true,\"content\""));
        assertFalse(text.contains("\"requestBody\":{\"content\""));
    }

    @Test
    void namesTheCodeInEachError() {
        for (JsonNode path : document.get("paths")) {
            for (JsonNode operation : path) {
                JsonNode unknown = operation.at("/responses/404");
                String reference = unknown.path("$ref").asText("").replaceFirst("#", "");
                JsonNode answer = reference.isEmpty() ? unknown : document.at(reference);
                if (!answer.isMissingNode())
                    assertTrue(answer.at("/headers").has("X-Error-Code"), operation.toString());
            }
        }
    }

    /** Nothing answers one step beside the description: a path cut, lengthened, or with another one's segment in it. */
    @Test
    void answersNoPathThatIsNotDescribed() {
        Set<List<String>> described =
                operations.stream().map(it -> segments(it.path(KNOWN))).collect(Collectors.toSet());
        Set<String> words = described.stream().flatMap(List::stream).collect(Collectors.toSet());
        words.remove(KNOWN.get("kind")); // another type in the place of models is described

        Set<List<String>> others = new HashSet<>();
        for (List<String> path : described) others.addAll(besides(path, words));
        for (List<String> other : others) {
            if (described.contains(other) || described.contains(withoutPrefix(other))) continue;
            if (operations.stream().anyMatch(it -> isAnId(it, other))) continue;
            if (isWithSlash(other, described)) continue;
            String target = "/" + String.join("/", other);
            assertEquals(404, served.get(target).statusCode(), target);
        }
    }

    /** True if any names can stand where the other path differs, as below the models of the analytics, and users. */
    private static boolean isAnId(DescribedOperation operation, List<String> other) {
        List<String> shape = segments(operation.template());
        List<String> path = withoutPrefix(other);
        if (!operation.template().matches("/v1/(analytics|users)/.*") || shape.size() != path.size()) return false;
        return IntStream.range(0, shape.size())
                .allMatch(i -> shape.get(i).startsWith("{") || shape.get(i).equals(path.get(i)));
    }

    private static List<String> segments(String path) {
        return List.of(path.substring(1).split("/", -1));
    }

    private static List<String> withoutPrefix(List<String> path) {
        return path.get(0).equals("api") ? path.subList(1, path.size()) : path;
    }

    /** True if it is a path of New API with a slash after it. */
    private static boolean isWithSlash(List<String> path, Set<List<String>> described) {
        List<String> inner = withoutPrefix(path);
        int last = inner.size() - 1;
        return inner.get(0).equals("data") && inner.get(last).isEmpty() && described.contains(inner.subList(0, last));
    }

    private static Set<List<String>> besides(List<String> path, Set<String> words) {
        var besides = new HashSet<List<String>>();
        if (path.size() > 1) besides.add(path.subList(0, path.size() - 1));
        for (String word : words) {
            var longer = new ArrayList<>(path);
            longer.add(word);
            besides.add(longer);
            for (int i = 0; i < path.size(); i++) {
                if (isChosen(path, i)) continue;
                var changed = new ArrayList<>(path);
                changed.set(i, word);
                besides.add(changed);
            }
        }
        return besides;
    }

    /** True if the client chooses the segment: any other one is a name, too. */
    private static boolean isChosen(List<String> path, int place) {
        return KNOWN.containsValue(path.get(place)) && place > 0;
    }

    @Test
    void answersNoMethodThatIsNotDescribed() {
        for (DescribedOperation operation : operations) {
            boolean isPost = operation.method().equals("post");
            String allow = isPost ? "OPTIONS, POST" : "GET, HEAD, OPTIONS";
            for (String method : List.of("GET", "HEAD", "POST", "PUT", "DELETE", "PATCH", "QUERY")) {
                HttpResponse<String> response = served.send(method, operation.target(KNOWN, ""));
                boolean isDescribed = List.of(allow.split(", ")).contains(method);
                String where = method + " " + operation.template();
                assertEquals(!isDescribed, response.statusCode() == 405, where);
                if (isDescribed) continue;
                assertEquals(allow, response.headers().firstValue("Allow").orElse(""), where);
            }
        }
    }

    @Test
    void describesEveryParameterOfAPath() {
        for (DescribedOperation operation : operations) {
            assertEquals(operation.namesInTemplate(), operation.namesOfPathParameters(), operation.template());
        }
    }

    /** A feed leads to pages by addresses that are relative to its own. */
    private static String withoutWayUp(String body) {
        return body.replace("../", "");
    }

    @Test
    void answersEveryOperationAsItIsDescribed() {
        for (DescribedOperation operation : operations) {
            HttpResponse<String> response = check(operation, KNOWN, "");

            int expected = operation.documents(401) ? 401 : 200;
            assertEquals(expected, response.statusCode(), operation.template());
            if (!operation.template().equals("/metrics")) {
                String other =
                        ask(operation, "/api" + operation.target(KNOWN, "")).body();
                assertEquals(withoutWayUp(response.body()), withoutWayUp(other));
            }
        }
    }

    @Test
    void answersTheCallerWithATokenAsItIsDescribed() {
        for (DescribedOperation operation : operations) {
            if (!operation.documents(401)) continue;
            String body = operation.method().equals("post") ? body(operation.template()) : "";
            Reply reply = asked.reply(caller(operation), operation.target(KNOWN, ""), body)
                    .with("X-Request-Id", "made by the dispatcher");

            int expected = operation.documents(204) ? 204 : 200;
            assertEquals(expected, reply.status(), operation.template());
            check(operation, reply);
        }
    }

    private static String body(String template) {
        if (template.contains("/gaps/")) return VERDICT;
        return template.endsWith("mote") ? "{\"reason\":\"why\"}" : "{}";
    }

    private static Caller caller(DescribedOperation operation) {
        return operation.documents(403) ? Asked.ADMIN : Asked.ALICE;
    }

    @Test
    void answersWhatIsUnknownAsItIsDescribed() {
        for (DescribedOperation operation : operations) {
            if (!operation.documents(404) || operation.namesInTemplate().isEmpty()) continue;
            int expected = operation.documents(401) ? 401 : 404;
            assertEquals(expected, check(operation, UNKNOWN, "").statusCode(), operation.template());
        }
    }

    @Test
    void takesEachParameterWithinItsBoundsAndRefusesItBeyond() {
        for (DescribedOperation operation : operations) {
            operation.queryParameters().forEach(parameter -> {
                for (String query : good(parameter)) {
                    assertEquals(200, status(operation, query), operation.template() + query);
                }
                for (String query : bad(parameter)) {
                    assertEquals(400, status(operation, query), operation.template() + query);
                }
            });
        }
    }

    private int status(DescribedOperation operation, String query) {
        if (!operation.documents(401)) return check(operation, KNOWN, query).statusCode();
        Reply reply = asked.reply(caller(operation), operation.target(KNOWN, query));
        check(operation, reply.with("X-Request-Id", "made by the dispatcher"));
        return reply.status();
    }

    private static void check(DescribedOperation operation, Reply reply) {
        boolean isStreamed = reply.streamed().isPresent();
        operation.check(
                reply.status(),
                name -> reply.headers().getOrDefault(name, ""),
                isStreamed ? Asked.streamed(reply) : new String(reply.body(), StandardCharsets.UTF_8));
    }

    private static List<String> good(JsonNode parameter) {
        String name = parameter.get("name").asText();
        JsonNode schema = parameter.get("schema");
        var values = new ArrayList<String>();
        if (schema.has("minimum"))
            values.addAll(List.of(
                    schema.get("minimum").asText(), schema.get("maximum").asText()));
        schema.path("enum").forEach(word -> values.add(word.asText()));
        if (schema.has("items")) {
            var words = new ArrayList<String>();
            schema.at("/items/enum").forEach(word -> words.add(word.asText()));
            if (schema.at("/items").has("example"))
                words.add(schema.at("/items/example").asText());
            values.addAll(words);
            values.add(String.join(",", words));
        }
        if (schema.path("format").asText().equals("date")) values.add("2026-11-19");
        if (schema.has("pattern")) values.add(schema.get("example").asText());
        else if (schema.has("maxLength")) values.addAll(List.of("", "bob", "%F0%9F%98%80".repeat(64)));
        assertNotEquals(List.of(), values, "nothing is said about " + name);
        return values.stream()
                .map(value -> "?" + name + "=" + value + partner(name, value))
                .toList();
    }

    /** The parameter that has to come with it. */
    private static String partner(String name, String value) {
        return switch (name) {
            case "granularity" -> "&start_date=1&end_date=2";
            case "start_timestamp" -> "&end_timestamp=" + value;
            default -> "";
        };
    }

    private static List<String> bad(JsonNode parameter) {
        String name = parameter.get("name").asText();
        JsonNode schema = parameter.get("schema");
        var values = new ArrayList<>(List.of("", "no-such-value", "%00", "%F0%9F%98%80".repeat(64)));
        if (schema.has("minimum")) {
            values.add(Long.toString(schema.get("minimum").asLong() - 1));
            values.add(Long.toString(schema.get("maximum").asLong() + 1));
        }
        schema.path("enum").forEach(word -> values.remove(word.asText()));
        if (schema.has("example")) values.remove(schema.get("example").asText());
        if (schema.has("maxLength")) {
            values.retainAll(List.of("%00"));
            values.add("x".repeat(1 + schema.get("maxLength").asInt()));
        }
        return values.stream()
                .map(value -> "?" + name + "=" + value + partner(name, value))
                .collect(Collectors.toList());
    }

    @Test
    void answersThatItIsNotReadyAsItIsDescribed() {
        for (int partition = 0; partition < 4; partition++) state.restoring(partition);
        state.readiness(false, "restoring");

        for (DescribedOperation operation : operations) {
            HttpResponse<String> response = check(operation, KNOWN, "");
            if (operation.documents(503) && !operation.documents(401)) {
                assertEquals(503, response.statusCode(), operation.template());
            }
        }
    }

    @Test
    void answersBadBodiesAsItIsDescribed() {
        for (DescribedOperation operation : operations) {
            if (!operation.method().equals("post")) continue;
            String path = operation.target(KNOWN, "");
            check(operation, operation.documents(401) ? 401 : 400, served.post(path, Reply.JSON, "{"));
            check(operation, 413, served.post(path, Reply.JSON, " ".repeat(RequestBody.MAX_BYTES + 1)));
            check(operation, 415, served.post(path, "text/plain", BULK));
        }
    }

    @Test
    void answersNotModifiedWhereverThereIsATag() {
        for (DescribedOperation operation : operations) {
            if (!operation.documents(304)
                    || operation.documents(401)
                    || !operation.method().equals("get")) continue;
            String path = operation.target(KNOWN, "");
            String tag = served.get(path).headers().firstValue("ETag").orElseThrow();

            check(operation, 304, served.get(path, "If-None-Match", tag));
        }
    }

    /** A client's methods are named so, and its reader finds them by groups. */
    @Test
    void namesGroupsAndExplainsEachOperationWithAnExampleThatIsOne() {
        Set<String> tags = new HashSet<>();
        document.get("tags").forEach(tag -> tags.add(tag.get("name").asText()));
        Set<String> ids = new HashSet<>();

        for (DescribedOperation operation : operations) {
            String id = operation.operation().path("operationId").asText();
            assertTrue(id.matches("[a-z][a-zA-Z0-9]+") && ids.add(id), operation.template() + " is named " + id);
            assertTrue(tags.contains(operation.operation().at("/tags/0").asText()), id);
            assertFalse(operation.operation().path("description").asText().isEmpty(), id);
            operation.checkExamples();
        }
        assertTrue(
                ids.containsAll(List.of("recentStats", "trending", "dailyRows", "badge", "comparison")), ids::toString);
    }

    @Test
    void describesNoFileOfAPage() {
        String paths = document.get("paths").toString();

        assertFalse(paths.matches(".*\"/[a-z/-]*\\.(js|css|html)\".*") || paths.contains("\"/docs\""), paths);
    }

    /** No generator has a name for such a type. */
    @Test
    void hasNoTypeThatIsNullAlone() {
        assertFalse(document.toString().contains("\"type\":\"null\""));
    }

    @Test
    void saysHowToSendAToken() {
        assertEquals(
                "http", document.at("/components/securitySchemes/bearer/type").asText());
        assertTrue(document.get("openapi").asText().startsWith("3.1."));
    }

    private HttpResponse<String> check(DescribedOperation operation, Map<String, String> values, String query) {
        HttpResponse<String> response = ask(operation, operation.target(values, query));
        check(operation, response.statusCode(), response);
        return response;
    }

    private static void check(DescribedOperation operation, int expected, HttpResponse<String> response) {
        assertEquals(expected, response.statusCode(), operation.template());
        operation.check(
                response.statusCode(),
                name -> response.headers().firstValue(name).orElse(""),
                response.body());
    }

    private HttpResponse<String> ask(DescribedOperation operation, String path) {
        return operation.method().equals("post") ? served.post(path, Reply.JSON, BULK) : served.get(path);
    }
}
