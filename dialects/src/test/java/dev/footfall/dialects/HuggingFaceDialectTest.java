package dev.footfall.dialects;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import dev.footfall.events.RenameEvent;
import dev.footfall.events.RepoId;
import dev.footfall.events.RepoType;
import dev.footfall.queryapi.InMemoryState;
import dev.footfall.queryapi.http.Served;
import dev.footfall.queryapi.http.TrustedProxies;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.Socket;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class HuggingFaceDialectTest {
    private static final String NAME = "/api/models/org/Name.1";

    private final InMemoryState state = DialectState.state(4);
    private final Served served = DialectState.served(state, "npm");

    @AfterEach
    void stop() {
        served.close();
    }

    @Test
    void describesAModelAtTheRootAndBelowItsPrefix() {
        JsonNode model = served.json(NAME);

        assertTrue(model.get("_id").asText().matches("[0-9a-f]{24}"), model::toString);
        assertEquals(Served.parsed("""
                        {"_id":"%s","id":"org/Name.1","modelId":"org/Name.1","author":"org","private":false,
                        "gated":false,"disabled":false,"likes":1,"downloads":17,"trendingScore":12,"tags":[],
                        "createdAt":"1970-01-01T00:00:00.000Z","lastModified":"2026-11-20T00:00:00.000Z"}
                        """.formatted(model.get("_id").asText())), model);
        for (String path :
                List.of("/hf" + NAME, "/api/models/org%2FName.1", NAME + "/revision/main", NAME + "/revision/HEAD")) {
            assertEquals(model, served.json(path), path);
        }
        assertEquals(
                served.json("/hf/api/datasets/ggplot2/revision/main"),
                served.json("/api/datasets/ggplot2/revision/main"));
    }

    @Test
    void expandsTheFieldsAskedForAndLeavesOutWhatItDoesNotKnow() {
        JsonNode model = served.json(NAME + "?expand=downloads&expand=downloadsAllTime&expand=cardData");

        assertEquals(List.of("_id", "id", "downloads", "downloadsAllTime"), names(model));
        assertEquals(17, model.get("downloadsAllTime").asLong());
    }

    @Test
    void listsThoseWithDownloadsPageByPage() {
        DialectState.put(state, model("busy"), "2026-11-19", 10, 10);
        DialectState.put(state, model("old"), "2026-10-30", 50, 50);

        assertEquals(List.of("org/Name.1", "org/busy"), ids(served.json("/api/models")));
        assertEquals(List.of("org/old", "org/Name.1", "org/busy"), ids(served.json("/api/models?sort=downloads")));
        assertEquals(List.of("cran/ggplot2"), ids(served.json("/hf/api/datasets?direction=-1")));

        HttpResponse<String> first = served.get("/api/models?sort=downloads&limit=2&full=True");
        String next = "http://127.0.0.1:" + served.port() + "/api/models?sort=downloads&limit=2&full=True&cursor=2";
        assertEquals(
                "<" + next + ">; rel=\"next\"",
                first.headers().firstValue("Link").orElseThrow());
        assertTrue(first.headers()
                .firstValue("Access-Control-Expose-Headers")
                .orElseThrow()
                .contains("Link"));
        HttpResponse<String> last = served.get("/api/models?sort=downloads&limit=2&full=True&cursor=2");
        assertEquals(List.of("org/busy"), ids(Served.parsed(last.body())));
        assertTrue(last.headers().firstValue("Link").isEmpty());
    }

    @Test
    void encodesWhatItRepeatsInTheLinkToTheNextPage() {
        DialectState.put(state, model("busy"), "2026-11-19", 10, 10);

        String head = raw("GET /api/models?limit=1&%63ursor=0&a=<>;\"x\" HTTP/1.1", "X-Forwarded-Proto: https");

        String next = "http://127.0.0.1:" + served.port() + "/api/models?limit=1&a=%3C%3E;%22x%22&cursor=1";
        assertTrue(head.contains("\r\nLink: <" + next + ">; rel=\"next\"\r\n"), head);
        assertTrue(head.contains("\r\nVary: Authorization, Accept-Encoding, X-Forwarded-Proto\r\n"), head);
    }

    @Test
    void believesATrustedProxyThatItWasAskedByHttps() {
        DialectState.put(state, model("busy"), "2026-11-19", 10, 10);
        for (String trusted : List.of("127.0.0.1", "192.0.2.1")) {
            try (Served behind = Served.knowing(state, 0, TrustedProxies.of(trusted))) {
                HttpResponse<String> page = behind.get("/api/models?limit=1", "X-Forwarded-Proto", "https");

                String link = page.headers().firstValue("Link").orElseThrow();
                assertEquals(trusted.startsWith("127"), link.startsWith("<https://127.0.0.1:"), link);
            }
        }
    }

    private String raw(String request, String header) {
        try (var socket = new Socket(InetAddress.getLoopbackAddress(), served.port())) {
            String head = request + "\r\nHost: 127.0.0.1:" + served.port() + "\r\n" + header
                    + "\r\nConnection: close\r\n\r\n";
            socket.getOutputStream().write(head.getBytes(StandardCharsets.ISO_8859_1));
            return new String(socket.getInputStream().readAllBytes(), StandardCharsets.ISO_8859_1);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Test
    void choosesByAuthorAndSearchInAnyOrder() {
        DialectState.put(state, model("quiet"), "2020-01-05", 1, 1);
        DialectState.put(state, new RepoId(RepoType.MODEL, "other", "quiet"), "2026-11-19", 1, 1);

        assertEquals(List.of("org/Name.1", "org/quiet"), ids(served.json("/api/models?author=org&sort=likes")));
        assertEquals(List.of("org/quiet"), ids(served.json("/api/models?author=org&search=QUI")));
        assertEquals(List.of("org/quiet"), ids(served.json("/api/models?author=org&search=et&search=QUI")));
        assertEquals(List.of("org/quiet"), ids(served.json("/api/models?author=org&search=org/QUI")));
        assertEquals(List.of("other/quiet"), ids(served.json("/api/models?search=quiet&search=other")));
        assertEquals(List.of("other/quiet"), ids(served.json("/api/models?search=UIE&search=ther/q")));
        assertEquals(
                List.of("other/quiet", "org/quiet"), ids(served.json("/api/models?search=quiet&sort=lastModified")));
        assertEquals(List.of(), ids(served.json("/api/models?author=nobody")));
        state.behind(2, Served.NOW, 3);
        assertEquals(
                "3",
                served.get("/api/models?author=nobody")
                        .headers()
                        .firstValue("X-Footfall-Lag")
                        .orElseThrow());
    }

    @Test
    void findsARenamedOneByEachOfItsNames() {
        state.rename(new RenameEvent(model("former"), Optional.of(model("Name.1")), Served.NOW));

        for (String search : List.of("search=former", "author=org&search=former", "author=org&search=name")) {
            assertEquals(List.of("org/Name.1"), ids(served.json("/api/models?" + search)), search);
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"/api/models/no/thing", "/api/models/org/secret", "/api/datasets/org/Name.1", "/api/models/x"})
    void answersUnknownAndPrivateOnesInItsWords(String path) {
        for (String prefix : List.of("", "/hf")) {
            HttpResponse<String> answer = served.get(prefix + path);

            assertEquals(404, answer.statusCode());
            assertEquals("{\"error\":\"Repository not found\"}", answer.body());
            assertEquals(
                    "RepoNotFound", answer.headers().firstValue("X-Error-Code").orElseThrow());
        }
    }

    @Test
    void knowsTheMainRevisionAlone() {
        HttpResponse<String> answer = served.get(NAME + "/revision/v1%2F2");

        assertEquals(404, answer.statusCode());
        assertEquals(
                "RevisionNotFound", answer.headers().firstValue("X-Error-Code").orElseThrow());
        assertEquals(
                "RepoNotFound",
                served.get("/api/models/org/secret/revision/v1")
                        .headers()
                        .firstValue("X-Error-Code")
                        .orElseThrow());
    }

    @Test
    void takesRevisionForANameToo() {
        DialectState.put(state, model("revision"), "2026-11-19", 1, 1);

        assertEquals(
                "org/revision",
                served.json("/api/models/org/revision").get("id").asText());
        assertEquals(
                "org/revision",
                served.json("/api/models/org/revision/revision/main").get("id").asText());
    }

    @ParameterizedTest
    @CsvSource({
        "/api/models?filter=text-generation, filter",
        "/api/spaces?datasets=org/data, datasets",
        "/api/spaces?models=org/Name.1, models",
        "/api/spaces?linked=True, linked",
        "/api/models?sort=likes, trendingScore or downloads without author and search",
        "/api/models?sort=size, sort",
        "/api/models?direction=1, direction",
        "/api/models?limit=0, limit",
        "/api/models/org/Name.1?expand=all, expand",
    })
    void refusesAParameterThatItCannotUseAndNamesIt(String path, String problem) {
        HttpResponse<String> answer = served.get(path);

        assertEquals(400, answer.statusCode(), answer.body());
        assertTrue(Served.parsed(answer.body()).get("error").asText().contains(problem), answer.body());
    }

    private static RepoId model(String name) {
        return new RepoId(RepoType.MODEL, "org", name);
    }

    private static List<String> ids(JsonNode list) {
        return StreamSupport.stream(list.spliterator(), false)
                .map(entry -> entry.get("id").asText())
                .toList();
    }

    private static List<String> names(JsonNode object) {
        return object.properties().stream().map(java.util.Map.Entry::getKey).toList();
    }
}
