package dev.footfall.ingest.http;

import static dev.footfall.ingest.http.TestIngest.JSON;
import static dev.footfall.ingest.http.TestIngest.NDJSON;
import static dev.footfall.ingest.http.TestIngest.event;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.github.luben.zstd.Zstd;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Collections;
import java.util.Locale;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@TestInstance(TestInstance.Lifecycle.PER_CLASS)
@Tag("slow")
class RequestLimitsTest {
    private static final int MAX_BYTES = 8 * 1024 * 1024;

    private final TestIngest ingest = new TestIngest();

    @AfterAll
    void stop() {
        ingest.close();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "application/json",
                "application/json; charset=utf-8",
                "Application/JSON;charset=\"UTF-8\"",
                "application/x-ndjson",
                "application/x-ndjson; charset=utf-8"
            })
    void readsBothMediaTypes(String contentType) throws Exception {
        assertEquals(202, ingest.post(contentType, event("type")).statusCode());
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "text/plain",
                "application/x-www-form-urlencoded",
                "application/jsonl",
                "application/json-seq",
                "application/json; charset=utf-16",
                "application/json; charset=nobody-knows",
                "application/json; charset=\"",
                "multipart/form-data; boundary=x",
                "json"
            })
    void answers415ToOtherMediaTypes(String contentType) throws Exception {
        assertProblem(415, "UnsupportedMediaType", ingest.post(contentType, event("type")));
    }

    @Test
    void answers415WithoutAMediaType() throws Exception {
        assertProblem(
                415,
                "UnsupportedMediaType",
                ingest.send(
                        HttpRequest.newBuilder(ingest.uri("/v1/events")).POST(BodyPublishers.ofString(event("t")))));
    }

    @Test
    void readsGzip() throws Exception {
        assertEquals(
                202, ingest.send(gzipped(JSON, gzip("[" + event("gz") + "]"))).statusCode());
        assertEquals(202, ingest.send(gzipped(NDJSON, gzip(event("gz") + "\n"))).statusCode());
    }

    @Test
    void readsZstdWithinTheSameBounds() throws Exception {
        assertEquals(
                202,
                ingest.send(zstd(event("zstd").getBytes(StandardCharsets.UTF_8)))
                        .statusCode());
        assertEquals(202, ingest.send(zstd(padded(MAX_BYTES))).statusCode());
        assertProblem(413, "TooLarge", ingest.send(zstd(padded(MAX_BYTES + 1))));
        assertProblem(413, "TooLarge", ingest.send(zstd(new byte[256 * 1024 * 1024])));
    }

    @Test
    void answers400ToWhatIsNotZstd() throws Exception {
        byte[] packed = Zstd.compress(event("zstd").getBytes(StandardCharsets.UTF_8));

        for (byte[] body : new byte[][] {gzip(event("gz")), Arrays.copyOf(packed, packed.length - 5)}) {
            HttpResponse<String> answer = ingest.send(ingest.request(JSON, body).header("Content-Encoding", "zstd"));

            assertEquals(400, answer.statusCode());
            assertTrue(
                    answer.body().contains("the body is not zstd although its Content-Encoding says " + "so"),
                    answer.body());
        }
    }

    @Test
    void answers400ToWhatIsNotGzip() throws Exception {
        byte[] cut = Arrays.copyOf(gzip(event("gz")), 30);

        for (byte[] body : new byte[][] {event("gz").getBytes(StandardCharsets.UTF_8), {}, cut}) {
            HttpResponse<String> answer = ingest.send(gzipped(JSON, body));

            assertEquals(400, answer.statusCode());
            assertEquals(
                    "{\"accepted\":0,\"rejected\":[{\"index\":0,\"field\":\"json\","
                            + "\"error\":\"the body is not gzip although its Content-Encoding says so\"}]}",
                    answer.body());
        }
    }

    /** As <a href="https://www.rfc-editor.org/rfc/rfc9110#section-8.4.1.3">RFC 9110, 8.4.1.3</a> asks. */
    @Test
    void takesTheOldNameOfGzip() throws Exception {
        HttpResponse<String> answer =
                ingest.send(ingest.request(JSON, gzip(event("gz"))).header("Content-Encoding", "X-Gzip"));

        assertEquals(202, answer.statusCode());
    }

    @ParameterizedTest
    @ValueSource(strings = {"br", "deflate", "zstd, gzip", "gzip, gzip"})
    void answers415ToOtherEncodings(String encoding) throws Exception {
        HttpResponse<String> answer =
                ingest.send(ingest.request(JSON, gzip(event("gz"))).header("Content-Encoding", encoding));

        assertProblem(415, "UnsupportedContentEncoding", answer);
        assertEquals(
                "gzip, zstd", answer.headers().firstValue("Accept-Encoding").orElse(""));
    }

    @Test
    void takesTenThousandEventsAndNotOneMore() throws Exception {
        String most = String.join(",", Collections.nCopies(10_000, "{}"));

        assertEquals(400, ingest.post(JSON, "[" + most + "]").statusCode());
        assertProblem(413, "TooMany", ingest.post(JSON, "[{}," + most + "]"));
        assertEquals(400, ingest.post(NDJSON, "{}\n\n".repeat(10_000)).statusCode());
        assertProblem(413, "TooMany", ingest.post(NDJSON, "{}\n".repeat(10_001)));
    }

    @Test
    void takesEightMebibytesAndNotOneByteMore() throws Exception {
        byte[] most = padded(MAX_BYTES);
        byte[] tooMuch = padded(MAX_BYTES + 1);

        assertEquals(202, ingest.send(ingest.request(JSON, most)).statusCode());
        assertEquals(202, ingest.send(chunked(most)).statusCode());
        assertProblem(413, "TooLarge", ingest.send(ingest.request(JSON, tooMuch)));
        assertProblem(413, "TooLarge", ingest.send(chunked(tooMuch)));
        assertProblem(413, "TooLarge", ingest.send(chunked(padded(3 * MAX_BYTES))));
    }

    @Test
    void boundsWhatGzipUnpacksTo() throws Exception {
        assertEquals(202, ingest.send(gzipped(JSON, gzip(padded(MAX_BYTES)))).statusCode());
        assertProblem(413, "TooLarge", ingest.send(gzipped(JSON, gzip(padded(MAX_BYTES + 1)))));
        assertProblem(413, "TooLarge", ingest.send(gzipped(JSON, gzip(new byte[256 * 1024 * 1024]))));
    }

    private HttpRequest.Builder zstd(byte[] plain) {
        return ingest.request(JSON, Zstd.compress(plain)).header("Content-Encoding", "zstd");
    }

    private HttpRequest.Builder gzipped(String contentType, byte[] body) {
        return ingest.request(contentType, body).header("Content-Encoding", "gzip");
    }

    /** Without a Content-Length. */
    private HttpRequest.Builder chunked(byte[] body) {
        return ingest.request(JSON, body).POST(BodyPublishers.ofInputStream(() -> new ByteArrayInputStream(body)));
    }

    private static byte[] padded(int length) {
        String event = event("padded");
        return (event + " ".repeat(length - event.length())).getBytes(StandardCharsets.UTF_8);
    }

    private static byte[] gzip(String text) throws IOException {
        return gzip(text.getBytes(StandardCharsets.UTF_8));
    }

    private static byte[] gzip(byte[] bytes) throws IOException {
        var packed = new ByteArrayOutputStream();
        try (var gzip = new GZIPOutputStream(packed)) {
            gzip.write(bytes);
        }
        return packed.toByteArray();
    }

    private static void assertProblem(int status, String code, HttpResponse<String> answer) {
        assertEquals(status, answer.statusCode(), answer.body());
        assertEquals(
                "application/problem+json",
                answer.headers().firstValue("Content-Type").orElse(""));
        assertTrue(
                answer.body()
                        .startsWith("{\"type\":\"docs/errors.md#" + code.toLowerCase(Locale.ROOT) + "\",\"title\":\""),
                answer.body());
        assertTrue(answer.body().contains("\"status\":" + status + ",\"code\":\"" + code + "\""), answer.body());
    }
}
