package dev.footfall.ingest.http;

import static dev.footfall.ingest.http.TestIngest.JSON;
import static dev.footfall.ingest.http.TestIngest.NOW;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.footfall.events.RenameEvent;
import dev.footfall.events.RepoId;
import dev.footfall.events.RepoType;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Renames over real HTTP. */
class RenameRoutesTest {
    private static final RepoId OLD = new RepoId(RepoType.MODEL, "org", "old");
    private static final RepoId NEW = new RepoId(RepoType.MODEL, "other", "new");
    private static final String RENAME = "/v1/repositories/models/org/old/renamed-to";

    private final TestIngest ingest = new TestIngest();

    @AfterEach
    void stop() {
        ingest.close();
    }

    @Test
    void publishesTheNewNameAndItsEnd() throws Exception {
        assertEquals(202, send("PUT", RENAME, "{\"repo\":\"other/new\"}").statusCode());
        assertEquals(
                202,
                send(
                                "PUT",
                                RENAME,
                                "{\"repo_type\":\"model\",\"repo\":\"other/new\",\"time\":\"2026-11-20T09:00:00Z\"}")
                        .statusCode());
        assertEquals(202, send("DELETE", RENAME, "").statusCode());

        assertEquals(
                List.of(
                        new RenameEvent(OLD, Optional.of(NEW), NOW),
                        new RenameEvent(OLD, Optional.of(NEW), Instant.parse("2026-11-20T09:00:00Z")),
                        new RenameEvent(OLD, Optional.empty(), NOW)),
                ingest.publisher.renames());
        assertTrue(ingest.publisher.repositories().isEmpty());
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
            repo_type | /v1/repositories/model/org/old/renamed-to    | {"repo":"other/new"}
            repo      | /v1/repositories/models/org/%2e/renamed-to   | {"repo":"other/new"}
            repo      | /v1/repositories/models/org/old/renamed-to   | {}
            repo      | /v1/repositories/models/org/old/renamed-to   | {"repo":"new"}
            repo      | /v1/repositories/models/org/old/renamed-to   | {"repo":"a/b/c"}
            repo      | /v1/repositories/models/org/old/renamed-to   | {"repo":7}
            repo      | /v1/repositories/models/org/old/renamed-to   | {"repo":"org/old"}
            repo_type | /v1/repositories/models/org/old/renamed-to   | {"repo_type":"dataset","repo":"other/new"}
            time      | /v1/repositories/models/org/old/renamed-to   | {"repo":"other/new","time":"soon"}
            because   | /v1/repositories/models/org/old/renamed-to   | {"repo":"other/new","because":1}
            renamed_to | /v1/repositories/models/org/old/renamed-to  | {"repo":"org/old","renamed_to":"other/new"}
            repo      | /v1/repositories/models/org/old/renamed-to   | {"repo":"other/new","repo":"other/newer"}
            time      | /v1/repositories/models/org/old/renamed-to?time=2026-11-20T09:00:00Z | {"repo":"other/new"}
            json      | /v1/repositories/models/org/old/renamed-to   | []
            json      | /v1/repositories/models/org/old/renamed-to   |
            """)
    void namesTheFieldThatIsBad(String field, String path, String body) throws Exception {
        HttpResponse<String> answer =
                send("PUT", path, Optional.ofNullable(body).orElse(""));

        assertEquals(400, answer.statusCode());
        assertTrue(answer.body().endsWith("\"field\":\"" + field + "\"}"), answer.body());
        assertTrue(ingest.publisher.renames().isEmpty());
    }

    @Test
    void refusesARenameThatWouldBeIgnored() throws Exception {
        HttpResponse<String> answer = send("PUT", RENAME, "{\"repo\":\"other/taken\"}");

        assertEquals(409, answer.statusCode());
        assertTrue(
                answer.body().contains("\"code\":\"RenameConflict\",\"detail\":\"repo: it is taken\""), answer.body());
        assertTrue(ingest.publisher.renames().isEmpty());
    }

    @Test
    void countsByWhatBecameOfThem() throws Exception {
        send("PUT", RENAME, "{\"repo\":\"other/new\"}");
        send("PUT", RENAME, "{\"repo\":\"other/taken\"}");

        assertEquals(1, counted("accepted"));
        assertEquals(1, counted("rejected"));
    }

    private double counted(String outcome) {
        return ingest.metrics
                .get("footfall.ingest.renames")
                .tag("outcome", outcome)
                .counter()
                .count();
    }

    private HttpResponse<String> send(String method, String path, String body) throws Exception {
        HttpRequest.Builder request = HttpRequest.newBuilder(ingest.uri(path)).header("Content-Type", JSON);
        return ingest.send(request.method(method, BodyPublishers.ofString(body)));
    }
}
