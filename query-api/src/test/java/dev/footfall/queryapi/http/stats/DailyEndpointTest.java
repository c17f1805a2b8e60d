package dev.footfall.queryapi.http.stats;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.footfall.aggregator.counts.DailyCounts;
import dev.footfall.aggregator.query.LocalState;
import dev.footfall.events.RepoId;
import dev.footfall.events.RepoType;
import dev.footfall.queryapi.EndlessRows;
import dev.footfall.queryapi.InMemoryState;
import dev.footfall.queryapi.auth.Caller;
import dev.footfall.queryapi.http.Asked;
import dev.footfall.queryapi.http.Registered;
import dev.footfall.queryapi.http.Served;
import dev.footfall.queryapi.http.TrustedProxies;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.Socket;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.LocalDate;
import java.util.List;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@Tag("slow")
class DailyEndpointTest {
    private static final LocalDate TODAY = LocalDate.parse("2026-11-20");
    private static final RepoId SECRET = new RepoId(RepoType.MODEL, "alice", "secret");
    private static final String HEADING = "type,id,date,downloads,authenticated,anonymous,files,bytes\r\n";

    private final InMemoryState state = new InMemoryState(4);

    @Test
    void writesTheRowsOfAllPartitionsByTypeRepositoryAndDay() {
        for (String name : new String[] {"b-1", "b", "a", "b.2", "B"}) {
            put(RepoType.SPACE, name, TODAY, 1);
            put(RepoType.MODEL, name, TODAY, 2);
            put(RepoType.MODEL, name, TODAY.minusDays(1), 1);
        }

        assertEquals("""
                type,id,date,downloads,authenticated,anonymous,files,bytes
                model,o/B,2026-11-19,1,0,1,1,0
                model,o/B,2026-11-20,2,0,2,2,0
                model,o/a,2026-11-19,1,0,1,1,0
                model,o/a,2026-11-20,2,0,2,2,0
                model,o/b,2026-11-19,1,0,1,1,0
                model,o/b,2026-11-20,2,0,2,2,0
                model,o/b-1,2026-11-19,1,0,1,1,0
                model,o/b-1,2026-11-20,2,0,2,2,0
                model,o/b.2,2026-11-19,1,0,1,1,0
                model,o/b.2,2026-11-20,2,0,2,2,0
                """.replace("\n", "\r\n"), rows(Caller.ANONYMOUS, "?repo_type=model"));
        assertEquals(
                15, rows(Caller.ANONYMOUS, "?format=ndjson").lines().count(), rows(Caller.ANONYMOUS, "?format=ndjson"));
    }

    @Test
    void writesAnObjectPerLine() {
        put(RepoType.MODEL, "a", TODAY, 2);

        assertEquals(
                "{\"type\":\"model\",\"id\":\"o/a\",\"date\":\"2026-11-20\",\"downloads\":2,\"authenticated\":0,"
                        + "\"anonymous\":2,\"files\":2,\"bytes\":0}\n",
                rows(Caller.ANONYMOUS, "?format=ndjson"));
    }

    @Test
    void addsUpTheUnitsOfEachRepositoryApart() {
        put(RepoType.MODEL, "a", TODAY.minusDays(1), 2);
        put(RepoType.MODEL, "a", TODAY, 3);
        put(RepoType.MODEL, "b", TODAY, 4);

        assertEquals(
                List.of("model,o/a,2026-11-16,5", "model,o/b,2026-11-16,4"),
                rows(Caller.ANONYMOUS, "?interval=week")
                        .lines()
                        .skip(1)
                        .map(line -> line.replaceAll("^((?:[^,]*,){3}[^,]*),.*", "$1"))
                        .toList());
    }

    @Test
    void takesTheLastThirtyDaysUnlessOthersAreAskedFor() {
        for (int age = 0; age < 40; age++) put(RepoType.MODEL, "a", TODAY.minusDays(age), 1);

        assertEquals(31, rows(Caller.ANONYMOUS, "").lines().count());
        assertEquals(
                3,
                rows(Caller.ANONYMOUS, "?from=2026-10-12&to=2026-10-13").lines().count());
    }

    @Test
    void showsAPrivateRepositoryToItsOwnerAlone() {
        state.put(SECRET, TODAY, new DailyCounts(1, 0, 1, 0)).register(Registered.privately(SECRET));

        assertEquals(HEADING, rows(Caller.ANONYMOUS, ""));
        assertEquals(2, rows(Asked.ALICE, "").lines().count());
    }

    @Test
    void leavesOutDaysOnWhichNothingWasCounted() {
        state.put(SECRET, TODAY, DailyCounts.ZERO);

        assertEquals(HEADING, rows(Asked.ADMIN, ""));
    }

    @Test
    void refusesBeforeTheFirstByteWhenAPartitionIsMissing() {
        put(RepoType.MODEL, "a", TODAY, 2);
        state.restoring(3);

        assertEquals(503, new Asked(state).reply(Caller.ANONYMOUS, "/v1/daily").status());
    }

    @ParameterizedTest
    @ValueSource(strings = {"?from=2016-01-01&to=2026-11-20", "?from=2016-01-01", "?format=json", "?repo_type=any"})
    void namesWhatCannotBeAsked(String query) {
        assertEquals(
                400,
                new Asked(state).reply(Caller.ANONYMOUS, "/v1/daily" + query).status());
    }

    @ParameterizedTest
    @ValueSource(strings = {"csv", "ndjson"})
    void breaksTheConnectionWhenTheStateFailsInTheMiddle(String format) {
        var rows = new EndlessRows(10_000);
        try (Served served = Served.serving(rows.state())) {
            String path = "/v1/daily?format=" + format;

            assertThrows(UncheckedIOException.class, () -> served.get(path));
            String raw = served.raw("GET " + path); // asks to close: without chunks, that would be the end
            assertTrue(raw.startsWith("HTTP/1.1 200") && !raw.endsWith("0\r\n\r\n"), "looks whole");
            assertTrue(raw.contains("\r\nTransfer-Encoding: chunked\r\n"), "has no end");
            Awaitility.await().until(() -> rows.open() == 0);
        }
    }

    @Test
    void answersAFaultBeforeTheFirstByteAsOne() {
        try (Served served = Served.serving(new EndlessRows(3).state())) {
            HttpResponse<String> response = served.get("/v1/daily", "X-Request-Id", "r-1");

            assertEquals(500, response.statusCode());
            assertEquals("r-1", Served.json(response).get("request_id").asText());
            assertFalse(response.body().contains("type,id"), response.body());
        }
    }

    @Test
    void closesItsCursorsWhenTheClientGoesAway() throws IOException {
        var rows = new EndlessRows(Long.MAX_VALUE);
        try (Served served = Served.serving(rows.state())) {
            try (var socket = new Socket(InetAddress.getLoopbackAddress(), served.port())) {
                String request = "GET /v1/daily HTTP/1.1\r\nHost: localhost\r\n\r\n";
                socket.getOutputStream().write(request.getBytes(StandardCharsets.US_ASCII));
                assertEquals(4_096, socket.getInputStream().readNBytes(4_096).length);
                assertEquals(4, rows.open());
            }

            Awaitility.await().until(() -> rows.open() == 0);
        }
    }

    /** HTTP/1.0 has no chunks: an answer whose length is unknown ends there as one that is cut off. */
    @Test
    void sendsNothingThatWouldLookWholeWhenItIsCutOff() throws IOException {
        var rows = new EndlessRows(10_000);
        try (Served served = Served.serving(rows.state());
                var socket = new Socket(InetAddress.getLoopbackAddress(), served.port())) {
            socket.getOutputStream().write("GET /v1/daily HTTP/1.0\r\n\r\n".getBytes(StandardCharsets.US_ASCII));

            String raw = new String(socket.getInputStream().readAllBytes(), StandardCharsets.UTF_8);

            String head = raw.substring(0, raw.indexOf("\r\n\r\n"));
            assertTrue(head.startsWith("HTTP/1.1 426 ") && head.contains("Upgrade: HTTP/1.1"), head);
            assertTrue(served.json("/openapi.json")
                    .at("/paths/~1v1~1daily/get/responses")
                    .has("426"));
            Awaitility.await().until(() -> rows.open() == 0);
        }
    }

    @Test
    void sendsTwoExportsToACallerAtATime() throws IOException {
        var rows = new EndlessRows(Long.MAX_VALUE);
        try (Served served = Served.knowing(rows.state(), 10_000, TrustedProxies.of("127.0.0.1"));
                Socket one = export(served, "10.0.0.1");
                Socket two = export(served, "10.0.0.1")) {
            assertEquals('H', one.getInputStream().read());
            assertEquals('H', two.getInputStream().read());

            HttpResponse<String> third = served.get("/v1/daily", "X-Forwarded-For", "10.0.0.1");

            assertEquals(429, third.statusCode());
            for (int caller = 2; caller < 12; caller++) {
                try (Socket other = export(served, "10.0.0." + caller)) {
                    assertEquals(
                            "HTTP/1.1 200",
                            new String(other.getInputStream().readNBytes(12), StandardCharsets.US_ASCII));
                }
            }
        }
    }

    private static Socket export(Served served, String address) throws IOException {
        var socket = new Socket(InetAddress.getLoopbackAddress(), served.port());
        String request = "GET /v1/daily HTTP/1.1\r\nHost: localhost\r\nX-Forwarded-For: " + address + "\r\n\r\n";
        socket.getOutputStream().write(request.getBytes(StandardCharsets.US_ASCII));
        return socket;
    }

    @Test
    void sendsNothingForAHead() {
        var rows = new EndlessRows(Long.MAX_VALUE);
        try (Served served = Served.serving(rows.state())) {
            HttpResponse<String> head = served.send("HEAD", "/v1/daily");
            assertEquals(200, head.statusCode());
            assertTrue(head.headers().firstValue("Content-Length").isEmpty(), "nobody knows how long it would be");
            Awaitility.await().until(() -> rows.open() == 0);
        }
    }

    @Test
    void givesItsPlaceBackEachTime() {
        LocalState endless = new EndlessRows(3).state();
        try (Served served = Served.serving(endless)) {
            for (String coding : new String[] {"identity", "gzip"}) {
                for (int i = 0; i < 10; i++) {
                    HttpResponse<String> failed = served.get("/v1/daily", "Accept-Encoding", coding);
                    assertEquals(500, failed.statusCode());
                    assertTrue(failed.headers().firstValue("Content-Encoding").isEmpty());
                }
            }
        }
        try (Served served = Served.serving(state)) {
            state.restoring(2);
            for (int i = 0; i < 20; i++)
                assertEquals(503, served.get("/v1/daily").statusCode());
            state.back(2);
            assertEquals(200, served.get("/v1/daily").statusCode());
        }
    }

    private String rows(Caller caller, String query) {
        return Asked.streamed(new Asked(state).reply(caller, "/v1/daily" + query));
    }

    private void put(RepoType type, String name, LocalDate date, long downloads) {
        state.put(new RepoId(type, "o", name), date, new DailyCounts(downloads, 0, downloads, 0));
    }
}
