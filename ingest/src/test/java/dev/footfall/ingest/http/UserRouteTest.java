package dev.footfall.ingest.http;

import static dev.footfall.ingest.http.TestIngest.JSON;
import static dev.footfall.ingest.http.TestIngest.NOW;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.footfall.events.DownloadEvent;
import dev.footfall.events.UserId;
import dev.footfall.events.VisitorId;
import dev.footfall.ingest.sharedlog.InMemorySharedLog;
import dev.footfall.ingest.users.UserIds;
import dev.footfall.ingest.users.UserRegistry;
import dev.footfall.ingest.users.UserRegistry.UserRecord;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Ids in the place of users' names, and their erasure, over real HTTP. */
class UserRouteTest {
    private final InMemorySharedLog<UserRegistry, UserRecord> log =
            new InMemorySharedLog<>(UserRegistry.TOPIC, () -> NOW);
    private final UserIds ids = new UserIds(log, () -> NOW);
    private final TestIngest ingest = new TestIngest(ids);

    @AfterEach
    void stop() {
        ingest.close();
        ids.close();
    }

    @Test
    void writesOneIdInThePlaceOfAUserInEventsAndLikes() throws Exception {
        String batch = "[" + event("e-1", "ann/ü") + "," + event("e-2", "bob") + "," + event("e-3", "ann/ü") + "]";
        assertEquals(202, ingest.post(JSON, batch).statusCode());
        assertEquals(202, send("PUT", "/v1/likes/models/org/name/ann%2F%C3%BC").statusCode());

        List<String> users = ingest.publisher.events().stream()
                .map(DownloadEvent::visitor)
                .map(VisitorId::value)
                .toList();
        assertTrue(users.stream().allMatch(user -> UserId.ofUser(user).isPresent()), users::toString);
        assertEquals(users.get(0), users.get(2));
        assertEquals(2, Set.copyOf(users).size());
        assertEquals(users.get(0), ingest.publisher.likes().get(0).user());
    }

    @Test
    void leavesOtherVisitorsAndIdsAsTheyAre() throws Exception {
        String hex = "5f0c0123456789abcdef0123456789ab";
        ingest.post(JSON, TestIngest.event("e-1", "\"visitor\":\"" + hex + "\""));
        ingest.post(JSON, TestIngest.event("e-2", "\"user_id\":\"" + hex + "\""));

        assertEquals(
                List.of(VisitorId.anonymous(hex), VisitorId.user("id:" + hex)),
                ingest.publisher.events().stream().map(DownloadEvent::visitor).toList());
        assertEquals(List.of(), log.records());
    }

    @Test
    void erasesAUserWhoThenGetsAnotherId() throws Exception {
        ingest.post(JSON, event("e-1", "ann/ü"));

        HttpResponse<String> answer = send("DELETE", "/v1/users/ann%2F%C3%BC");
        ingest.post(JSON, event("e-2", "ann/ü"));

        assertEquals(204, answer.statusCode());
        assertEquals("", answer.body());
        List<DownloadEvent> events = ingest.publisher.events();
        assertNotEquals(events.get(0).visitor(), events.get(1).visitor());
        log.compact();
        assertEquals(
                List.of("ann/ü"),
                log.records().stream().flatMap(record -> record.name().stream()).toList());
    }

    @Test
    void answersTheSameOfAUserWhomNobodyKnows() throws Exception {
        assertEquals(204, send("DELETE", "/v1/users/nobody").statusCode());
        assertEquals(204, send("DELETE", "/v1/users/nobody").statusCode());
        assertEquals(List.of(), log.records());
    }

    @Test
    void writesNothingWhileItIsNotKnownWhoHasWhichId() throws Exception {
        ingest.post(JSON, event("e-1", "alice"));
        log.isAway = true;

        HttpResponse<String> stranger = ingest.post(JSON, event("e-2", "bob"));
        HttpResponse<String> erasure = send("DELETE", "/v1/users/alice");

        assertEquals(503, stranger.statusCode());
        assertEquals(503, erasure.statusCode());
        assertTrue(erasure.body().contains("LogUnavailable"), erasure.body());
        assertEquals(1, ingest.publisher.events().size());
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "%ff", "id:5f0c0123456789abcdef0123456789ab", "id%3A5f0c0123456789abcdef0123456789ab"})
    void refusesWhatIsNoName(String user) throws Exception {
        HttpResponse<String> answer = send("DELETE", "/v1/users/" + user);

        assertEquals(user.isEmpty() ? 404 : 400, answer.statusCode(), answer.body());
        assertFalse(answer.body().contains("5f0c0123"), answer.body());
    }

    @Test
    void erasesNobodyByARequestThatSaysMore() throws Exception {
        ingest.post(JSON, event("e-1", "alice"));
        HttpRequest.Builder more = HttpRequest.newBuilder(ingest.uri("/v1/users/alice"))
                .header("Content-Type", JSON)
                .method("DELETE", HttpRequest.BodyPublishers.ofString("{\"dry_run\":true}"));

        HttpResponse<String> ofBody = ingest.send(more);
        HttpResponse<String> ofQuery = send("DELETE", "/v1/users/alice?dry_run=true");

        assertEquals(400, ofBody.statusCode());
        assertEquals(400, ofQuery.statusCode());
        assertTrue(ofBody.body().endsWith("\"field\":\"dry_run\"}"), ofBody.body());
        assertTrue(ofQuery.body().endsWith("\"field\":\"dry_run\"}"), ofQuery.body());
        assertEquals(1, log.records().size());
    }

    @Test
    void refusesANameInTheFormOfAnId() throws Exception {
        HttpResponse<String> answer = ingest.post(JSON, event("e-1", "id:5f0c0123456789abcdef0123456789ab"));

        assertEquals(400, answer.statusCode());
        assertTrue(answer.body().contains("\"field\":\"user\""), answer.body());
    }

    @Test
    void erasesNothingWhereEventsCarryNames() throws Exception {
        try (var names = new TestIngest()) {
            HttpResponse<String> answer = names.send(
                    HttpRequest.newBuilder(names.uri("/v1/users/alice")).DELETE());

            assertEquals(409, answer.statusCode());
            assertTrue(answer.body().contains("NamesAreKept"), answer.body());
        }
    }

    @Test
    void asksForAKey() throws Exception {
        try (var locked = new TestIngest(ids, "a-key")) {
            HttpRequest.Builder request =
                    HttpRequest.newBuilder(locked.uri("/v1/users/alice")).DELETE();

            assertEquals(401, locked.send(request).statusCode());
            assertEquals(
                    204,
                    locked.send(request.header("Authorization", "Bearer a-key")).statusCode());
        }
    }

    private HttpResponse<String> send(String method, String path) throws Exception {
        return ingest.send(HttpRequest.newBuilder(ingest.uri(path)).method(method, BodyPublishers.noBody()));
    }

    private static String event(String id, String user) {
        return TestIngest.event(id, "\"user\":\"" + user + "\"");
    }
}
