package dev.footfall.ingest.http;

import static dev.footfall.ingest.http.TestIngest.JSON;
import static dev.footfall.ingest.http.TestIngest.NDJSON;
import static dev.footfall.ingest.http.TestIngest.NOW;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.footfall.events.OpeningBalance;
import dev.footfall.events.balances.OpeningBalances;
import dev.footfall.ingest.balances.BalanceTopic;
import dev.footfall.ingest.sharedlog.InMemorySharedLog;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** {@code POST /v1/balances} over real HTTP. */
class BalanceFeedTest {
    private final InMemorySharedLog<OpeningBalances, OpeningBalance> log =
            new InMemorySharedLog<>(BalanceTopic.TOPIC, () -> NOW);
    private final TestIngest ingest = TestIngest.with(wiring -> new BalanceFeed(log, wiring));

    @AfterEach
    void stop() {
        ingest.close();
    }

    private HttpResponse<String> post(String type, String body) throws Exception {
        URI uri = URI.create("http://127.0.0.1:" + ingest.server.port() + "/v1/balances");
        HttpRequest request = HttpRequest.newBuilder(uri)
                .header("Content-Type", type)
                .POST(BodyPublishers.ofString(body))
                .build();
        return HttpClient.newHttpClient().send(request, BodyHandlers.ofString());
    }

    private static String day(String date, long downloads) {
        return "{\"repo_type\":\"model\",\"repo\":\"acme/heron\",\"origin\":\"kohakuhub\",\"date\":\"" + date
                + "\",\"downloads\":" + downloads + "}";
    }

    @Test
    void takesOneAnArrayAndLines() throws Exception {
        assertEquals(
                "{\"accepted\":1,\"rejected\":[]}",
                post(JSON, day("2026-10-01", 1)).body());
        HttpResponse<String> array = post(JSON, "[" + day("2026-10-02", 2) + "," + day("2026-10-03", 3) + "]");
        HttpResponse<String> lines = post(NDJSON, day("2026-10-04", 4) + "\n\n" + day("2026-10-05", 5) + "\n");

        assertEquals(202, array.statusCode());
        assertEquals("{\"accepted\":2,\"rejected\":[]}", array.body());
        assertEquals(202, lines.statusCode());
        assertEquals("{\"accepted\":2,\"rejected\":[]}", lines.body());
        assertEquals(5, log.records().size());
    }

    @Test
    void takesNothingOfARequestWithOneBadBalance() throws Exception {
        HttpResponse<String> answer =
                post(NDJSON, day("2026-10-01", 1) + "\n" + day("2026-11-21", 1) + "\nno\n" + day("2026-10-02", -1));

        assertEquals(400, answer.statusCode());
        assertEquals(
                "{\"accepted\":0,\"rejected\":["
                        + "{\"index\":1,\"field\":\"date\",\"error\":\"must not be after 2026-11-20\"},"
                        + "{\"index\":2,\"field\":\"json\",\"error\":\"not JSON\"},"
                        + "{\"index\":3,\"field\":\"downloads\",\"error\":\"must be an integer, 0 to 1000000000000\"}]}",
                answer.body());
        assertEquals(List.of(), log.records());
    }

    @Test
    void refusesWhatIsNoBalance() throws Exception {
        assertEquals(400, post(JSON, "").statusCode());
        assertEquals(400, post(JSON, "[" + day("2026-10-01", 1)).statusCode());
        assertEquals(400, post(JSON, day("2026-10-01", 1) + "{}").statusCode());
        assertEquals(400, post(NDJSON, day("2026-10-01", 1) + "{}").statusCode());
        assertEquals(415, post("text/plain", day("2026-10-01", 1)).statusCode());
        assertEquals(
                413, post(NDJSON, (day("2026-10-01", 1) + "\n").repeat(10_001)).statusCode());
        assertEquals(List.of(), log.records());
    }

    @Test
    void writesARepeatedStatementOnce() throws Exception {
        post(JSON, day("2026-10-01", 1));
        assertEquals(202, post(JSON, day("2026-10-01", 1)).statusCode());
        post(JSON, day("2026-10-01", 2));

        assertEquals(
                List.of(1L, 2L),
                log.records().stream()
                        .map(balance -> balance.numbers().orElseThrow().downloads())
                        .toList());
    }

    @Test
    void asksToSendAllAgainWhileKafkaIsAway() throws Exception {
        log.isAway = true;

        HttpResponse<String> answer = post(JSON, day("2026-10-01", 1));

        assertEquals(503, answer.statusCode());
        assertTrue(answer.body().contains("LogUnavailable"), answer.body());
    }
}
