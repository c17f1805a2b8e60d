package dev.footfall.ingest.http;

import static dev.footfall.ingest.http.TestIngest.JSON;
import static dev.footfall.ingest.http.TestIngest.NOW;
import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.footfall.events.Category;
import dev.footfall.events.LikeEvent;
import dev.footfall.events.RepoId;
import dev.footfall.events.RepoType;
import dev.footfall.events.RepositoryDetails;
import dev.footfall.events.RepositoryEvent;
import dev.footfall.ingest.publish.Delivery;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Repositories and likes over real HTTP. */
@Tag("slow")
class RegistryRoutesTest {
    private static final RepoId REPO = new RepoId(RepoType.MODEL, "org", "name");
    private static final String REPOSITORY = "/v1/repositories/models/org/name";
    private static final String LIKE = "/v1/likes/models/org/name/ann";

    private static final String PUBLIC = "{\"private\":false}";

    private final TestIngest ingest = new TestIngest();

    @AfterEach
    void stop() {
        ingest.close();
    }

    @Test
    void registersWhatIsPut() throws Exception {
        var answer = put(
                REPOSITORY,
                "{\"private\":true,\"nsfw\":true,\"tags\":[\"nlp\"],\"base_model\":\"a/b\",\"parameters\":7,"
                        + "\"created_at\":\"2026-01-01T00:00:00Z\",\"category\":\"chat\"}");

        assertEquals(202, answer.statusCode());
        assertEquals("{\"accepted\":1,\"rejected\":[]}", answer.body());
        var details = new RepositoryDetails(
                List.of("nlp"),
                Optional.of("a/b"),
                OptionalLong.of(7),
                Optional.of(Instant.parse("2026-01-01T00:00:00Z")),
                Category.of("chat"));
        assertEquals(
                List.of(new RepositoryEvent(REPO, NOW, false, true, true, details)), ingest.publisher.repositories());
    }

    @Test
    void hidesWhatIsDeletedAndNeverMakesItPublic() throws Exception {
        assertEquals(202, put(REPOSITORY, PUBLIC).statusCode());
        assertEquals(202, send("DELETE", REPOSITORY, "").statusCode());
        assertEquals(
                202,
                send("DELETE", REPOSITORY + "?time=2026-11-20T11:00:00%2B01:00", "")
                        .statusCode());

        assertEquals(
                List.of(
                        new RepositoryEvent(REPO, NOW, false, false, false, RepositoryDetails.NONE),
                        new RepositoryEvent(REPO, NOW, true, true, false, RepositoryDetails.NONE),
                        new RepositoryEvent(
                                REPO,
                                Instant.parse("2026-11-20T10:00:00Z"),
                                true,
                                true,
                                false,
                                RepositoryDetails.NONE)),
                ingest.publisher.repositories());
    }

    @Test
    void takesNoRepositoryWithoutABody() throws Exception {
        assertBadField("json", send("PUT", REPOSITORY, ""));
        assertTrue(ingest.publisher.repositories().isEmpty());
    }

    @Test
    void takesLikesAndTheirTimes() throws Exception {
        assertEquals(202, send("PUT", LIKE, "").statusCode());
        assertEquals(
                202, send("DELETE", LIKE + "?time=2026-11-20T10:00:00Z", "").statusCode());
        assertEquals(202, put(LIKE, "{\"time\":\"2026-11-20T09:00:00Z\"}").statusCode());
        assertEquals(
                202,
                send("PUT", "/v1/likes/spaces/org/name/%C3%BC%2Fb%20%25", "").statusCode());

        assertEquals(
                List.of(
                        new LikeEvent(REPO, "ann", true, NOW),
                        new LikeEvent(REPO, "ann", false, Instant.parse("2026-11-20T10:00:00Z")),
                        new LikeEvent(REPO, "ann", true, Instant.parse("2026-11-20T09:00:00Z")),
                        new LikeEvent(new RepoId(RepoType.SPACE, "org", "name"), "ü/b %", true, NOW)),
                ingest.publisher.likes());
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
            repo_type  | /v1/repositories/model/org/name       | {}
            repo_type  | /v1/likes/modelss/org/name/ann        | {}
            repo       | /v1/repositories/models/org/na%2Fme   | {}
            repo       | /v1/repositories/models/org/%2e%2e    | {}
            repo       | /v1/likes/models/org/n%FF/ann         | {}
            repo       | /v1/likes/models/org;a=b/name/ann     | {}
            user       | /v1/likes/models/org/name/a%C2%85b    | {}
            user       | /v1/likes/models/org/name/a%0Ab       | {}
            user       | /v1/likes/models/org/name/%ff         | {}
            time       | /v1/likes/models/org/name/ann?time=x  | {}
            time       | /v1/likes/models/org/name/ann?time=   | {}
            time       | /v1/likes/models/org/name/ann         | {"time":"2026-11-21T12:00:00.001Z"}
            time       | /v1/likes/models/org/name/ann?time=2026-11-20T10:00:00Z | {"time":"2026-11-20T10:00:00Z"}
            time       | /v1/likes/models/org/name/ann?time=2026-11-20T10:00:00Z&time=2026-11-20T10:00:00Z | {}
            time       | /v1/likes/models/org/name/ann         | {"time":"2026-11-20T10:00:00Z","time":null}
            at         | /v1/likes/models/org/name/ann?at=2026-11-20T10:00:00Z | {}
            liked      | /v1/likes/models/org/name/ann         | {"liked":false}
            time       | /v1/repositories/models/org/name      | {"time":5,"private":true}
            time       | /v1/repositories/models/org/name?time=2026-11-20T10:00:00Z | {"private":true}
            private    | /v1/repositories/models/org/name?private=true | {"private":false}
            privat     | /v1/repositories/models/org/name      | {"privat":true}
            privat     | /v1/repositories/models/org/name      | {"privat":true,"private":false}
            downloads  | /v1/repositories/models/org/name      | {"private":true,"downloads":5}
            private    | /v1/repositories/models/org/name      | {}
            private    | /v1/repositories/models/org/name      | {"tags":["nlp"]}
            private    | /v1/repositories/models/org/name      | {"private":null}
            private    | /v1/repositories/models/org/name      | {"private":true,"private":false}
            private    | /v1/repositories/models/org/name      | {"private":true,"private":true}
            removed    | /v1/repositories/models/org/name      | {"private":true,"removed":true}
            repo       | /v1/repositories/models/org/name      | {"private":true,"repo":"org/other"}
            repo_type  | /v1/repositories/models/org/name      | {"private":true,"repo_type":"dataset"}
            json       | /v1/likes/models/org/name/ann         | []
            json       | /v1/repositories/models/org/name      | {"private":
            private    | /v1/repositories/models/org/name      | {"private":"true"}
            tags       | /v1/repositories/models/org/name      | {"private":true,"tags":[1]}
            base_model | /v1/repositories/models/org/name      | {"private":true,"base_model":[]}
            parameters | /v1/repositories/models/org/name      | {"private":true,"parameters":-1}
            created_at | /v1/repositories/models/org/name      | {"private":true,"created_at":"now"}
            category   | /v1/repositories/models/org/name      | {"private":true,"category":"dataset"}
            category   | /v1/repositories/models/org/name      | {"private":true,"category":"Chat"}
            """)
    void namesTheFieldThatIsBad(String field, String path, String body) throws Exception {
        String answer = ingest.raw("PUT " + path + " HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n"
                + "Content-Type: application/json\r\nContent-Length: " + body.length() + "\r\n\r\n" + body);

        assertTrue(answer.startsWith("HTTP/1.1 400 "), answer);
        assertTrue(answer.contains("\"code\":\"BadField\"") && answer.endsWith("\"field\":\"" + field + "\"}"), answer);
        assertTrue(ingest.publisher.repositories().isEmpty()
                && ingest.publisher.likes().isEmpty());
    }

    @ParameterizedTest
    @ValueSource(strings = {"a%zz", "a%00b", "%", "%f", "a;x=1%2z"})
    void refusesAPathThatIsNoUrl(String user) throws Exception {
        String answer = ingest.raw("PUT /v1/likes/models/org/name/" + user
                + " HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\nContent-Length: 0\r\n\r\n");

        assertTrue(answer.startsWith("HTTP/1.1 400 "), answer);
        assertTrue(ingest.publisher.likes().isEmpty());
    }

    @Test
    void acceptsUsersOf256CharactersAndNoMore() throws Exception {
        String longest = "%F0%9F%98%80".repeat(256);

        assertEquals(
                202, send("PUT", "/v1/likes/models/org/name/" + longest, "").statusCode());
        assertBadField("user", send("PUT", "/v1/likes/models/org/name/" + longest + "a", ""));
    }

    @ParameterizedTest
    @ValueSource(strings = {REPOSITORY, LIKE})
    void refusesOtherTypesAndSizes(String path) throws Exception {
        HttpRequest.Builder xml = request("PUT", path, "<a/>").setHeader("Content-Type", "text/xml");
        HttpRequest.Builder lines = request("PUT", path, "{}").setHeader("Content-Type", "application/x-ndjson");

        assertEquals(415, ingest.send(xml).statusCode());
        assertEquals(415, ingest.send(lines).statusCode());
        assertEquals(413, put(path, fact(path) + " ".repeat(128 * 1024)).statusCode());
        assertEquals(202, put(path, fact(path) + " ".repeat(100 * 1024)).statusCode());
    }

    private static String fact(String path) {
        return path.equals(REPOSITORY) ? PUBLIC : "{}";
    }

    @Test
    void saysWhichFieldAnUnknownOneIsNearTo() throws Exception {
        String slip = put(REPOSITORY, "{\"privat\":true}").body();
        String other = put(REPOSITORY, "{\"visibility\":\"private\"}").body();
        String odd = put(REPOSITORY, "{\"\\u001b\\n" + "x".repeat(99) + "\":1}").body();

        assertTrue(slip.contains("\"privat: is unknown here: did you mean private?\""), slip);
        assertTrue(other.contains("\"visibility: is unknown here: known are base_model, category, created_at,"), other);
        assertTrue(odd.endsWith("\"field\":\"??" + "x".repeat(62) + "\"}"), odd);
    }

    @Test
    void takesTheWholeEventWhereItSaysWhatThePathDoes() throws Exception {
        var event = new RepositoryEvent(REPO, NOW, false, true, false, RepositoryDetails.NONE);
        String json = new String(event.toJson(), StandardCharsets.UTF_8);

        assertEquals(202, put(REPOSITORY, json).statusCode());
        assertEquals(List.of(event), ingest.publisher.repositories());
    }

    @Test
    void readsTheBodyOfARemoval() throws Exception {
        assertEquals(
                202,
                send("DELETE", REPOSITORY, "{\"time\":\"2026-11-20T10:00:00Z\"}")
                        .statusCode());
        assertBadField("tiem", send("DELETE", REPOSITORY, "{\"tiem\":\"2026-11-20T10:00:00Z\"}"));

        assertEquals(
                List.of(RepositoryEvent.hidden(REPO, Instant.parse("2026-11-20T10:00:00Z"))),
                ingest.publisher.repositories());
    }

    @ParameterizedTest
    @ValueSource(strings = {REPOSITORY, LIKE})
    void answers405WithTheMethodsThatThereAre(String path) throws Exception {
        HttpResponse<String> answer = send("POST", path, "{}");

        assertEquals(405, answer.statusCode());
        String allowed = answer.headers().firstValue("Allow").orElse("");
        assertTrue(allowed.contains("PUT") && allowed.contains("DELETE"), allowed);
    }

    @ParameterizedTest
    @ValueSource(strings = {"/v1/repositories/models/org", "/v1/likes/models/org/name", LIKE + "/more", "/v1/likes"})
    void answers404WhereThereIsNoRoute(String path) throws Exception {
        assertEquals(404, put(path, "{}").statusCode());
    }

    @Test
    void answersOnlyAfterTheAcknowledgement() throws Exception {
        ingest.publisher.hold();
        CompletableFuture<HttpResponse<String>> answer = ingest.sendAsync(request("PUT", REPOSITORY, PUBLIC));
        await().until(() -> ingest.publisher.waiting() == 1);
        assertFalse(answer.isDone());

        ingest.publisher.decide(new Delivery.Acknowledged());

        assertEquals(202, answer.get().statusCode());
    }

    @ParameterizedTest
    @ValueSource(strings = {REPOSITORY, LIKE})
    void answers503WhenTheLogIsAway(String path) throws Exception {
        ingest.publisher.fail("broker 192.0.2.1 is gone");

        HttpResponse<String> answer = put(path, fact(path));

        assertEquals(503, answer.statusCode());
        assertEquals("1", answer.headers().firstValue("Retry-After").orElse(""));
        assertTrue(answer.body().contains("\"code\":\"LogUnavailable\"")
                && !answer.body().contains("192"));
    }

    @ParameterizedTest
    @ValueSource(strings = {REPOSITORY, LIKE})
    void admitsOnlyPublishersWithAKey(String path) throws Exception {
        try (var closed = new TestIngest("secret")) {
            HttpRequest.Builder stranger =
                    HttpRequest.newBuilder(closed.uri(path)).DELETE();
            HttpRequest.Builder known = stranger.copy().header("Authorization", "Bearer secret");

            assertEquals(401, closed.send(stranger).statusCode());
            assertEquals(202, closed.send(known).statusCode());
        }
    }

    @Test
    void countsByWhatBecameOfThem() throws Exception {
        put(REPOSITORY, PUBLIC);
        put(REPOSITORY, "[]");
        ingest.publisher.fail("away");
        put(LIKE, "{}");

        assertEquals(1, counted("repositories", "accepted"));
        assertEquals(1, counted("repositories", "rejected"));
        assertEquals(1, counted("likes", "unavailable"));
    }

    private double counted(String kind, String outcome) {
        return ingest.metrics
                .get("footfall.ingest." + kind)
                .tag("outcome", outcome)
                .counter()
                .count();
    }

    private HttpResponse<String> put(String path, String body) throws Exception {
        return send("PUT", path, body);
    }

    private HttpResponse<String> send(String method, String path, String body) throws Exception {
        return ingest.send(request(method, path, body));
    }

    private HttpRequest.Builder request(String method, String path, String body) {
        HttpRequest.Builder request = HttpRequest.newBuilder(ingest.uri(path));
        return body.isEmpty()
                ? request.method(method, BodyPublishers.noBody())
                : request.header("Content-Type", JSON).method(method, BodyPublishers.ofString(body));
    }

    private static void assertBadField(String field, HttpResponse<String> answer) {
        assertEquals(400, answer.statusCode());
        assertTrue(answer.body().endsWith("\"field\":\"" + field + "\"}"), answer.body());
    }
}
