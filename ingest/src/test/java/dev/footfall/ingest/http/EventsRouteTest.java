package dev.footfall.ingest.http;

import static dev.footfall.ingest.http.TestIngest.JSON;
import static dev.footfall.ingest.http.TestIngest.NDJSON;
import static dev.footfall.ingest.http.TestIngest.event;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.footfall.events.DownloadEvent;
import dev.footfall.events.EventDetails;
import dev.footfall.events.VisitorId;
import java.io.ByteArrayOutputStream;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.util.HexFormat;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class EventsRouteTest {
    private static final String BAD = event("bad").replace("200", "\"ok\"");
    private static final String STATUS_ERROR = "\"field\":\"status\",\"error\":\"must be an integer, 100 to 599\"}";

    private final TestIngest ingest = new TestIngest();

    @AfterAll
    void stop() {
        ingest.close();
    }

    @Test
    void acceptsOneObject() throws Exception {
        HttpResponse<String> answer = ingest.post(JSON, event("one-object"));

        assertAnswer(202, "{\"accepted\":1,\"rejected\":[]}", answer);
        assertEquals(JSON, answer.headers().firstValue("Content-Type").orElse(""));
        assertEquals(1, published("one-object").size());
    }

    /** A wish in a parameter must not be lost without a word. */
    @Test
    void refusesAParameter() throws Exception {
        var request = HttpRequest.newBuilder(ingest.uri("/v1/events?source=files-1"))
                .header("Content-Type", JSON)
                .POST(HttpRequest.BodyPublishers.ofString(event("parameter")));

        HttpResponse<String> answer = ingest.send(request);

        assertEquals(400, answer.statusCode());
        assertTrue(answer.body().contains("\"code\":\"BadField\""), answer.body());
        assertTrue(answer.body().contains("\"parameter\":\"source\""), answer.body());
        assertEquals(0, published("parameter").size());
    }

    @Test
    void acceptsAnArrayInItsOrder() throws Exception {
        assertAnswer(
                202,
                "{\"accepted\":3,\"rejected\":[]}",
                ingest.post(
                        JSON, " [" + event("array-1") + "," + event("array-2") + ",\n" + event("array-3") + "] \n"));
        assertEquals(
                List.of("array-1", "array-2", "array-3"),
                published("array-").stream().map(DownloadEvent::id).toList());
    }

    @Test
    void acceptsLines() throws Exception {
        assertAnswer(
                202,
                "{\"accepted\":2,\"rejected\":[]}",
                ingest.post(NDJSON, event("lines-1") + "\r\n" + event("lines-2")));
        assertEquals(2, published("lines-").size());
    }

    @ParameterizedTest
    @ValueSource(strings = {"[]", " [ ] "})
    void acceptsAnEmptyArray(String body) throws Exception {
        assertAnswer(202, "{\"accepted\":0,\"rejected\":[]}", ingest.post(JSON, body));
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "\n", "\r\n \t\n"})
    void acceptsNoLines(String body) throws Exception {
        assertAnswer(202, "{\"accepted\":0,\"rejected\":[]}", ingest.post(NDJSON, body));
    }

    @Test
    void rejectsABadEventOfAnArrayByItsIndexAndField() throws Exception {
        HttpResponse<String> answer =
                ingest.post(JSON, "[" + event("mixed-1") + "," + BAD + ",7," + event("mixed-2") + "]");

        assertAnswer(
                202,
                "{\"accepted\":2,\"rejected\":[{\"index\":1," + STATUS_ERROR
                        + ",{\"index\":2,\"field\":\"json\",\"error\":\"an event must be a JSON object\"}]}",
                answer);
        assertEquals(2, published("mixed-").size());
    }

    @Test
    void countsLinesFromZeroAndBlankOnesToo() throws Exception {
        String body = "\n" + event("blank-1") + "\n \t\r\n" + BAD + "\n{\"id\":\n" + event("blank-2") + "\n\n7 7\n";

        assertAnswer(
                202,
                "{\"accepted\":2,\"rejected\":[{\"index\":3," + STATUS_ERROR
                        + ",{\"index\":4,\"field\":\"json\",\"error\":\"not JSON\"}"
                        + ",{\"index\":7,\"field\":\"json\",\"error\":\"more than one value on the line\"}]}",
                ingest.post(NDJSON, body));
        assertEquals(2, published("blank-").size());
    }

    @Test
    void answers400WhenEveryEventIsBad() throws Exception {
        String rejected = "{\"accepted\":0,\"rejected\":[{\"index\":0," + STATUS_ERROR + "]}";

        assertAnswer(400, rejected, ingest.post(JSON, BAD));
        assertAnswer(400, rejected, ingest.post(JSON, "[" + BAD + "]"));
        assertAnswer(400, rejected, ingest.post(NDJSON, BAD + "\n"));
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
            [EVENT,{"id":]        | 1 | not JSON at line 1, column
            [EVENT,EVENT          | 2 | not JSON at line 1, column
            [EVENT EVENT]         | 1 | not JSON at line 1, column
            [EVENT,]              | 1 | not JSON at line 1, column
            [EVENT]EVENT          | 1 | unexpected content after the JSON
            EVENT EVENT           | 1 | unexpected content after the JSON
            EVENT]                | 1 | not JSON at line 1, column
            {"id":"x"             | 0 | not JSON at line 1, column
            {"x":DEEP             | 0 | not JSON of at most 1,000 levels
            ``                    | 0 | the body is empty
            hello                 | 0 | not JSON at line 1, column
            """)
    void acceptsNothingOfABodyThatCannotBeRead(String body, int index, String error) throws Exception {
        HttpResponse<String> answer =
                ingest.post(JSON, body.replace("EVENT", event("unreadable")).replace("DEEP", "[".repeat(2_000)));

        assertEquals(400, answer.statusCode(), answer.body());
        assertTrue(
                answer.body()
                        .startsWith("{\"accepted\":0,\"rejected\":[{\"index\":" + index
                                + ",\"field\":\"json\",\"error\":\"" + error),
                answer.body());
        assertEquals(List.of(), published("unreadable"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"c0af", "e080af", "eda080", "f4908080", "ff", "c3"})
    void refusesBytesThatAreNotUtf8(String hex) throws Exception {
        byte[] bad = with(event("malformed").replace("org/name", "ov#long"), hex);
        byte[] array =
                with("[" + event("malformed") + "," + event("malformed").replace("org/name", "ov#long") + "]", hex);
        byte[] lines = with(
                event("well-formed-" + hex) + "\n" + event("malformed").replace("org/name", "ov#long") + "\n", hex);

        for (byte[] body : List.of(bad, array)) {
            HttpResponse<String> answer = ingest.send(ingest.request(JSON, body));
            assertEquals(400, answer.statusCode(), answer.body());
            assertTrue(answer.body().contains("\"field\":\"json\",\"error\":\"not UTF-8, at byte "), answer.body());
        }
        HttpResponse<String> answer = ingest.send(ingest.request(NDJSON, lines));

        assertEquals(202, answer.statusCode());
        assertTrue(answer.body().contains("{\"index\":1,\"field\":\"json\",\"error\":\"not UTF-8"), answer.body());
        assertEquals(List.of(), published("malformed"));
        assertEquals(1, published("well-formed-" + hex).size());
    }

    private static byte[] with(String text, String hex) {
        int at = text.indexOf('#');
        var bytes = new ByteArrayOutputStream();
        bytes.writeBytes(text.substring(0, at).getBytes(StandardCharsets.UTF_8));
        bytes.writeBytes(HexFormat.of().parseHex(hex));
        bytes.writeBytes(text.substring(at + 1).getBytes(StandardCharsets.UTF_8));
        return bytes.toByteArray();
    }

    @Test
    void refusesNestingWithoutBottom() throws Exception {
        for (String opening : List.of("[", "{\"a\":")) {
            assertEquals(400, ingest.post(JSON, opening.repeat(100_000)).statusCode());
            assertEquals(
                    202,
                    ingest.post(NDJSON, event("deep") + "\n" + opening.repeat(100_000))
                            .statusCode());
        }
    }

    @Test
    void skipsAByteOrderMark() throws Exception {
        assertEquals(202, ingest.post(JSON, "\uFEFF" + event("bom")).statusCode());
        assertEquals(202, ingest.post(NDJSON, "\uFEFF" + event("bom")).statusCode());
        assertEquals(2, published("bom").size());
    }

    @Test
    void hashesAPostedAddressAndKeepsNothingOfIt() throws Exception {
        String who = "\"ip\":\"192.0.2.77\",\"user_agent\":\"curl\"";

        assertEquals(202, ingest.post(JSON, event("posted-ip", who)).statusCode());

        DownloadEvent event = published("posted-ip").get(0);
        assertEquals(TestIngest.SECRET.visitor("192.0.2.77", "curl"), event.visitor());
        assertFalse(event.toString().contains("192.0.2.77"));
    }

    @Test
    void takesAPostedAddressOutOfTheOtherFieldsToo() throws Exception {
        String who = "\"ip\":\"2001:db8::77\",\"user_agent\":\"bot (2001:db8::77)\",\"user\":\"2001:DB8:0::77\","
                + "\"path\":\"2001%3Adb8::77/a\",\"revision\":\"r-[2001:db8::77]\",\"source\":\"for 2001:db8::77\"";

        assertEquals(202, ingest.post(JSON, event("own-2001:db8::77", who)).statusCode());

        DownloadEvent event = published("own-").get(0);
        assertEquals("own--", event.id());
        assertEquals(TestIngest.SECRET.visitor("2001:db8::77", "bot (2001:db8::77)"), event.visitor());
        assertEquals(new EventDetails("-/a", "r-[-]", "bot (-)", "for -"), event.details());
    }

    @Test
    void refusesARepositoryNamedAfterThePostedAddress() throws Exception {
        String named = event("own", "\"ip\":\"192.0.2.77\"").replace("org/name", "org/192.0.2.77");

        HttpResponse<String> answer = ingest.post(JSON, named);

        assertEquals(400, answer.statusCode());
        assertTrue(answer.body().contains("\"field\":\"repo\""), answer.body());
    }

    @Test
    void refusesANetworkNamedAfterAnAddress() throws Exception {
        for (String network : List.of("192.0.2.9", "2001:db8::9", "v192.0.2.77")) {
            String who = "\"ip\":\"192.0.2.77\",\"network\":\"" + network + "\"";

            HttpResponse<String> answer = ingest.post(JSON, event("network", who));

            assertEquals(400, answer.statusCode());
            assertTrue(answer.body().contains("\"field\":\"network\""), answer.body());
            assertFalse(answer.body().contains(network), answer.body());
        }
    }

    @Test
    void prefersUserThenVisitorThenAddress() throws Exception {
        String hash = "5f0c0123456789abcdef0123456789ab";
        String both = "\"visitor\":\"" + hash + "\",\"ip\":\"192.0.2.77\"";

        ingest.post(JSON, "[" + event("who-1", both) + "," + event("who-2", both + ",\"user\":\"bob\"") + "]");

        assertEquals(
                List.of(VisitorId.anonymous(hash), VisitorId.user("bob")),
                published("who-").stream().map(DownloadEvent::visitor).toList());
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
            "ip":"192.0.2.777"              | ip
            "ip":"192.0.2.77:443"           | ip
            "ip":["192.0.2.77"]             | ip
            "visitor":"192.0.2.77"          | visitor
            "user":["192.0.2.77"]           | user
            "user":"a","path":{"192.0.2.77":1} | path
            "user":"a","time":"192.0.2.77"  | time
            """)
    void neverEchoesAValue(String who, String field) throws Exception {
        HttpResponse<String> answer = ingest.post(JSON, event("echo", who));

        assertEquals(400, answer.statusCode());
        assertTrue(answer.body().contains("\"field\":\"" + field + "\""), answer.body());
        assertFalse(answer.body().contains("192"), answer.body());
        assertFalse(ingest.post(JSON, event("echo", who) + " 192.0.2.77").body().contains("192"));
        assertFalse(ingest.post(JSON, "[192.0.2.77]").body().contains("192"));
    }

    @Test
    void holdsTheTimeAgainstItsClock() throws Exception {
        String ahead = event("ahead").replace("2026-11-20T04:59:54Z", "2026-11-21T12:00:00Z");

        assertEquals(202, ingest.post(JSON, ahead).statusCode());
        assertAnswer(
                400,
                "{\"accepted\":0,\"rejected\":[{\"index\":0,\"field\":\"time\",\"error\":\"is more than 24 hours ahead\"}]}",
                ingest.post(JSON, ahead.replace("12:00:00Z", "12:00:00.001Z")));
    }

    private List<DownloadEvent> published(String prefix) {
        return ingest.publisher.events().stream()
                .filter(event -> event.id().startsWith(prefix))
                .toList();
    }

    private static void assertAnswer(int status, String body, HttpResponse<String> answer) {
        assertEquals(body, answer.body());
        assertEquals(status, answer.statusCode());
    }
}
