package dev.footfall.queryapi.http;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.util.zip.GZIPInputStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class CompressionTest {
    private static final String LONG = Neighbourhood.Repository.PUBLIC.path() + "/stats/recent?days=100";
    private static final String SHORT = Neighbourhood.Repository.PUBLIC.path() + "/stats";
    private static Served served;

    @BeforeAll
    static void start() {
        served = Served.serving(Neighbourhood.state(4)).withGaps();
    }

    @AfterAll
    static void stop() {
        served.close();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "gzip",
                "GZIP",
                "deflate, gzip;q=0.5",
                "x-gzip",
                "*",
                "br;q=1.0, *;q=0.1",
                "identity,gzip ; q=1.000"
            })
    void codesLongAnswersForWhoTakesThem(String accepted) throws IOException {
        HttpResponse<byte[]> coded = get("GET", LONG, "Accept-Encoding", accepted);
        HttpResponse<byte[]> plain = get("GET", LONG, "X-Unused", "1");

        assertEquals("gzip", header(coded, "Content-Encoding"));
        assertArrayEquals(plain.body(), unpacked(coded.body()));
        assertTrue(coded.body().length < plain.body().length / 4);
        assertEquals("W/" + header(plain, "ETag"), header(coded, "ETag"));
        assertEquals(Integer.toString(coded.body().length), header(coded, "Content-Length"));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "identity",
                "gzip;q=0",
                "gzip;q=0.000, *",
                "br",
                "*;q=0",
                "gzipped",
                "gzip;q=2",
                "gzip;q=x",
                ",;,="
            })
    void codesNothingForOthers(String accepted) {
        HttpResponse<byte[]> response = get("GET", LONG, "Accept-Encoding", accepted);

        assertEquals(200, response.statusCode());
        assertTrue(response.headers().firstValue("Content-Encoding").isEmpty());
        assertFalse(header(response, "ETag").startsWith("W/"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"/v1/daily?from=2026-01-01&to=2026-11-20", "/v1/hourly?format=ndjson"})
    void codesExportsWhileTheyAreMade(String target) throws IOException {
        HttpResponse<byte[]> coded = get("GET", target, "Accept-Encoding", "gzip");
        HttpResponse<byte[]> plain = get("GET", target, "X-Unused", "1");

        assertEquals("gzip", header(coded, "Content-Encoding"));
        assertArrayEquals(plain.body(), unpacked(coded.body()));
        assertTrue(plain.headers().firstValue("Content-Encoding").isEmpty());
    }

    @Test
    void leavesShortAnswersAsTheyAre() {
        HttpResponse<byte[]> response = get("GET", SHORT, "Accept-Encoding", "gzip");

        assertTrue(response.headers().firstValue("Content-Encoding").isEmpty());
        assertEquals("Authorization, Accept-Encoding", header(response, "Vary"));
    }

    @Test
    void repeatsNothingThatTheClientHasInWhateverCoding() {
        String plain = header(get("GET", LONG, "X-Unused", "1"), "ETag");

        for (String tag : new String[] {plain, "W/" + plain, "\"other\", W/" + plain, "*"}) {
            HttpResponse<byte[]> same = get("GET", LONG, "If-None-Match", tag);
            HttpResponse<byte[]> coded = get("GET", LONG, "If-None-Match", tag, "Accept-Encoding", "gzip");

            assertEquals(304, same.statusCode());
            assertTrue(same.headers().firstValue("Content-Length").isEmpty(), "none, or that of a 200 (RFC 9110, 8.6)");
            assertEquals(plain, header(same, "ETag"));
            assertEquals(304, coded.statusCode());
            assertEquals("W/" + plain, header(coded, "ETag"));
            assertTrue(coded.headers().firstValue("Content-Encoding").isEmpty());
        }
        assertEquals(200, get("GET", LONG, "If-None-Match", "\"other\"").statusCode());
        assertEquals(304, get("HEAD", LONG, "If-None-Match", plain).statusCode());
    }

    @Test
    void answersHeadWithTheHeadersOfGet() {
        for (String target : new String[] {LONG, SHORT, "/models/a/b/stats", "/", "/nothing", "/trending?days=0"}) {
            for (String accepted : new String[] {"gzip", "identity"}) {
                String get = head(served.raw("GET " + target, "Accept-Encoding: " + accepted));
                String head = served.raw("HEAD " + target, "Accept-Encoding: " + accepted);

                assertEquals(get, head(head));
                assertTrue(head.endsWith("\r\n\r\n"), head);
            }
        }
    }

    private static String head(String rawResponse) {
        return Served.comparable(rawResponse.substring(0, rawResponse.indexOf("\r\n\r\n") + 2));
    }

    private static HttpResponse<byte[]> get(String method, String target, String... headers) {
        HttpRequest request = HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + served.port() + target))
                .method(method, HttpRequest.BodyPublishers.noBody())
                .headers(headers)
                .build();
        try {
            return HttpClient.newHttpClient().send(request, HttpResponse.BodyHandlers.ofByteArray());
        } catch (IOException | InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    private static byte[] unpacked(byte[] coded) throws IOException {
        try (var in = new GZIPInputStream(new ByteArrayInputStream(coded))) {
            return in.readAllBytes();
        }
    }

    private static String header(HttpResponse<?> response, String name) {
        return response.headers().firstValue(name).orElseThrow();
    }
}
