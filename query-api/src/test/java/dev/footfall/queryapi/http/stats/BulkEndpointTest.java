package dev.footfall.queryapi.http.stats;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import dev.footfall.aggregator.counts.DailyCounts;
import dev.footfall.aggregator.query.Like;
import dev.footfall.events.RepoId;
import dev.footfall.events.RepoType;
import dev.footfall.queryapi.InMemoryState;
import dev.footfall.queryapi.ProxiedState;
import dev.footfall.queryapi.auth.Caller;
import dev.footfall.queryapi.http.Asked;
import dev.footfall.queryapi.http.Registered;
import dev.footfall.queryapi.http.Served;
import dev.footfall.web.Reply;
import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class BulkEndpointTest {
    private static final int MAX_BYTES = 256 << 10;
    private static final LocalDate TODAY = LocalDate.parse("2026-11-20");
    private static final RepoId OPEN = new RepoId(RepoType.MODEL, "myorg", "open");
    private static final RepoId SECRET = new RepoId(RepoType.DATASET, "alice", "secret");

    private final InMemoryState state = new InMemoryState(4)
            .put(OPEN, TODAY, new DailyCounts(3, 1, 9, 0))
            .put(OPEN, TODAY.minusDays(40), new DailyCounts(5, 0, 5, 0))
            .like(new Like(OPEN, "bob", Served.NOW))
            .put(SECRET, TODAY, new DailyCounts(2, 0, 2, 0))
            .register(Registered.privately(SECRET))
            .current(Served.NOW, 7);
    private final Asked asked = new Asked(state);

    @Test
    void answersEachRepositoryForItselfInTheOrderAsked() {
        String body = "{\"repos\":[{\"type\":\"dataset\",\"id\":\"alice/secret\"},"
                + "{\"type\":\"model\",\"id\":\"myorg/open\"},{\"type\":\"model\",\"id\":\"../x\"},"
                + "{\"id\":\"myorg/open\",\"type\":\"model\"}]}";

        Reply reply = asked.reply(Caller.ANONYMOUS, "/v1/bulk", body);

        String found = "{\"type\":\"model\",\"id\":\"myorg/open\",\"status\":200,\"downloads\":8,\"likes\":1,"
                + "\"recent_downloads\":3,\"private\":false}";
        assertEquals(
                "[{\"type\":\"dataset\",\"id\":\"alice/secret\",\"status\":404,\"code\":\"RepoNotFound\"}," + found
                        + ",{\"type\":\"model\",\"id\":\"../x\",\"status\":404,\"code\":\"RepoNotFound\"}," + found
                        + "]",
                Asked.json(reply).get("results").toString());
        assertEquals("30", Asked.json(reply).at("/period/days").asText());
    }

    @Test
    void showsEachDayOfAnyPeriod() {
        String body =
                "{\"repos\":[{\"type\":\"dataset\",\"id\":\"alice/secret\"},{\"type\":\"model\",\"id\":\"myorg/open\"}],"
                        + "\"from\":\"2026-10-10\",\"to\":\"2026-10-12\",\"fields\":[\"series\"]}";

        JsonNode answer = Asked.json(asked.reply(Caller.ANONYMOUS, "/v1/bulk", body));

        assertEquals(404, answer.at("/results/0/status").asInt());
        assertEquals("[0,5,0]", answer.at("/results/1/series").toString());
        assertEquals(5, answer.at("/results/1/recent_downloads").asInt());
        assertEquals(
                "{\"start\":\"2026-10-10\",\"end\":\"2026-10-12\",\"days\":3}",
                answer.get("period").toString());
    }

    @Test
    void refusesMoreDaysThanAnAnswerHas() {
        String years = ",\"from\":\"2016-11-20\",\"to\":\"2026-11-20\"}";

        assertEquals(
                200,
                asked.reply(Caller.ANONYMOUS, "/v1/bulk", repos(200).replace("}]}", "}]" + years))
                        .status());
        String ten = repos(10).replace("}]}", "}],\"fields\":[\"series\"]" + years);
        assertEquals(200, asked.reply(Caller.ANONYMOUS, "/v1/bulk", ten).status());
        Reply eleven = asked.reply(
                Caller.ANONYMOUS, "/v1/bulk", repos(11).replace("}]}", "}],\"fields\":[\"series\"]" + years));
        assertEquals("fields", Asked.json(eleven).get("parameter").asText());
    }

    @Test
    void showsItsOwnerAPrivateRepository() {
        String body = "{\"repos\":[{\"type\":\"dataset\",\"id\":\"alice/secret\"}],\"days\":1}";

        JsonNode result = Asked.json(asked.reply(Asked.ALICE, "/v1/bulk", body)).at("/results/0");

        assertEquals(200, result.get("status").asInt());
        assertTrue(result.get("private").asBoolean());
    }

    @Test
    void looksUpAsMuchForAPrivateRepositoryAsForAnUnknownOne() {
        List<String> forbidden = lookUps("alice/secret");

        assertEquals(lookUps("alice/other"), forbidden);
        assertFalse(forbidden.contains("days"), forbidden.toString());
    }

    /** The methods of the state that an answer takes; a look-up that is to miss is one like another. */
    private List<String> lookUps(String dataset) {
        List<String> methods = new ArrayList<>();
        var watched = ProxiedState.of((proxy, method, arguments) -> {
            methods.add(method.getName().replace("missNumber", "number").replace("miss", "of"));
            return method.invoke(state, arguments);
        });
        String body = "{\"repos\":[{\"type\":\"dataset\",\"id\":\"" + dataset + "\"}],\"fields\":[\"series\"]}";

        Reply reply = new Asked(watched).reply(Caller.ANONYMOUS, "/v1/bulk", body);

        assertEquals(404, Asked.json(reply).at("/results/0/status").asInt());
        return methods;
    }

    @Test
    void countsTheLagOfEachPartitionOnce() {
        String two = IntStream.range(0, 2)
                .mapToObj(i -> "{\"type\":\"model\",\"id\":\"myorg/open\"}")
                .collect(Collectors.joining(","));

        Reply reply = asked.reply(Caller.ANONYMOUS, "/v1/bulk", "{\"repos\":[" + two + "]}");

        assertEquals("7", reply.headers().get("X-Footfall-Lag"));
    }

    @Test
    void refusesTheWholeWhenOnePartitionCannotBeAsked() {
        state.restoring(state.partitionOf(OPEN));

        String body = "{\"repos\":[{\"type\":\"model\",\"id\":\"myorg/open\"}]}";
        assertEquals(503, asked.reply(Caller.ANONYMOUS, "/v1/bulk", body).status());
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "[]|body|a JSON object",
                "nonsense|body|JSON in UTF-8",
                "{\"repos\":[]} {}|body|one JSON object and nothing after it",
                "{\"repos\":[|body|JSON in UTF-8",
                "{}|repos|a list of at most 200",
                "{\"repos\":3}|repos|a list of at most 200",
                "{\"repos\":[3]}|repos[0]|an object with type and id",
                "{\"repos\":[{\"id\":\"a/b\"}]}|repos[0].type|model, dataset or space",
                "{\"repos\":[{\"type\":\"models\",\"id\":\"a/b\"}]}|repos[0].type|model, dataset or space",
                "{\"repos\":[{\"type\":\"model\"}]}|repos[0].id|text of the form namespace/name",
                "{\"repos\":[{\"type\":\"model\",\"id\":7}]}|repos[0].id|text of the form namespace/name",
                "{\"repos\":[],\"days\":0}|days|an integer from 1 to 365",
                "{\"repos\":[],\"days\":\"7\"}|days|an integer from 1 to 365",
                "{\"repos\":[],\"days\":99999999999}|days|an integer from 1 to 365",
                "{\"repos\":[],\"days\":1e1}|days|an integer from 1 to 365",
                "{\"repos\":[],\"fields\":[\"bytes\"]}|fields|a list with nothing but series",
                "{\"repos\":[],\"day\":7}|day|only the fields repos, days, from, to, fields",
                "{\"repos\":[{\"repo_type\":\"model\",\"id\":\"a/b\"}]}|repos[0].repo_type|only the fields type, id",
                "{\"repos\":[],\"from\":\"2026-11-31\",\"to\":\"2026-12-01\"}|from|a day as YYYY-MM-DD, from 1970-01-01 to 9999-12-31",
                "{\"repos\":[],\"from\":7,\"to\":\"2026-12-01\"}|from|a day as YYYY-MM-DD",
                "{\"repos\":[],\"from\":\"2026-11-01\",\"to\":\"2026-11-02\",\"days\":2}|days|not allowed with "
                        + "from and to"
            })
    void namesWhatIsWrongWithABody(String body, String place, String allowed) {
        Reply reply = asked.reply(Caller.ANONYMOUS, "/v1/bulk", body);

        assertEquals(400, reply.status());
        assertEquals(place, Asked.json(reply).get("parameter").asText());
        assertEquals(allowed, Asked.json(reply).get("allowed").asText());
    }

    @Test
    void namesTheLimitsOfABodyThatIsNestedTooDeep() {
        Reply refused = asked.reply(Caller.ANONYMOUS, "/v1/bulk", "{\"repos\":" + "[".repeat(2_000));

        String allowed = Asked.json(refused).get("allowed").asText();
        assertTrue(allowed.startsWith("JSON of at most 1,000 levels"), allowed);
    }

    @Test
    void takesTwoHundredRepositoriesAndNoMore() {
        assertEquals(200, asked.reply(Caller.ANONYMOUS, "/v1/bulk", repos(200)).status());
        Reply refused = asked.reply(Caller.ANONYMOUS, "/v1/bulk", repos(201));
        assertEquals(400, refused.status());
        assertEquals(
                "repos is \"201 repositories\", allowed: a list of at most 200",
                Asked.json(refused).get("detail").asText());
    }

    private static String repos(int number) {
        return IntStream.range(0, number)
                .mapToObj(i -> "{\"type\":\"model\",\"id\":\"a/r" + i + "\"}")
                .collect(Collectors.joining(",", "{\"repos\":[", "]}"));
    }

    @Test
    void survivesHalfACharacter() {
        String body = "{\"repos\":[{\"type\":\"model\",\"id\":\"a/\\ud800\"}]}";

        assertEquals(200, asked.reply(Caller.ANONYMOUS, "/v1/bulk", body).status());
    }

    @ParameterizedTest
    @ValueSource(strings = {"/v1/bulk", "/api/v1/bulk"})
    void takesNoOtherMethodTypeOrSize(String path) {
        try (Served served = Served.serving(state)) {
            assertEquals(405, served.get(path).statusCode());
            assertEquals(
                    "OPTIONS, POST",
                    served.get(path).headers().firstValue("Allow").orElseThrow());
            assertEquals(415, served.post(path, "text/plain", "{}").statusCode());
            assertEquals(
                    415,
                    served.post(path, "application/json;charset=latin-1", "{}").statusCode());
            String tooLong = "{\"repos\":[]" + " ".repeat(MAX_BYTES) + "}";
            assertEquals(413, served.post(path, "application/json", tooLong).statusCode());
            assertEquals(
                    200,
                    served.post(path, "application/json; charset=UTF-8", "{\"repos\":[]}")
                            .statusCode());
        }
    }

    @Test
    void tellsWhoStillSendsWhyItIsRefused() {
        try (Served served = Served.serving(new InMemoryState(1))) {
            String body = "{\"repos\":[]}" + " ".repeat(3 * MAX_BYTES);

            for (int i = 0; i < 100; i++) {
                HttpResponse<String> tooLarge = served.post("/v1/bulk", Reply.JSON, body);
                assertEquals(413, tooLarge.statusCode());
                assertEquals(Optional.empty(), tooLarge.headers().firstValue("Connection"));
                assertEquals(415, served.post("/v1/bulk", "text/plain", body).statusCode());
            }
        }
    }

    @Test
    void saysThatTheConnectionEndsWhereABodyIsLeftUnread() throws IOException {
        try (Served served = Served.serving(new InMemoryState(1));
                var socket = new Socket(InetAddress.getLoopbackAddress(), served.port())) {
            String head = "POST /v1/bulk HTTP/1.1|Host: x|Content-Type: application/json|Expect: 100-continue|";
            String request = (head + "Content-Length: " + (MAX_BYTES + 1) + "||").replace("|", "\r\n");
            socket.getOutputStream().write(request.getBytes(StandardCharsets.US_ASCII));

            String answer = new String(socket.getInputStream().readAllBytes(), StandardCharsets.UTF_8);

            assertTrue(answer.startsWith("HTTP/1.1 413 "), answer);
            assertTrue(answer.contains("\r\nConnection: close\r\n"), answer);
        }
    }
}
