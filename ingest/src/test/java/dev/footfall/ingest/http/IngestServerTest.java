package dev.footfall.ingest.http;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.footfall.ingest.publish.Delivery;
import dev.footfall.ingest.publish.EventPublisher;
import dev.footfall.ingest.publish.InMemoryPublisher;
import dev.footfall.ingest.publish.RecordKind;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class IngestServerTest {
    private static final IngestConfig ANY_PORT = new IngestConfig("127.0.0.1", 0, List.of());

    @Test
    void saysWhichPortOfWhatIsInUse() {
        try (var first = new TestIngest()) {
            int port = first.server.port();
            var config = new IngestConfig("127.0.0.1", port, List.of());

            var failure = assertThrows(IllegalStateException.class, () -> start(config, new InMemoryPublisher()));

            assertEquals(
                    "port " + port + " of ingest (ingest.port) is in use on 127.0.0.1:"
                            + " stop what listens there, or choose another port",
                    failure.getMessage());
        }
    }

    @Test
    void saysWhyItCannotListen() {
        var config = new IngestConfig("192.0.2.1", 0, List.of("key"));

        var failure = assertThrows(IllegalStateException.class, () -> start(config, new InMemoryPublisher()));

        assertTrue(
                String.valueOf(failure.getMessage())
                        .startsWith("ingest cannot listen on 192.0.2.1:0 (ingest.host, ingest.port): "),
                failure.getMessage());
    }

    @Test
    void showsTheMetricsOfTheProcessToAnybodyAndThoseOfSourcesToPublishers() throws Exception {
        try (var ingest = new TestIngest("key")) {
            HttpResponse<String> answer = ingest.get("/metrics");

            assertEquals("metrics 1\n", answer.body());
            HttpRequest.Builder withKey =
                    HttpRequest.newBuilder(ingest.uri("/metrics")).header("Authorization", "Bearer key");
            assertEquals(
                    "metrics 1\nlines{source=\"a\"} 1\n", ingest.send(withKey).body());
            assertEquals(
                    "text/plain; version=0.0.4; charset=utf-8",
                    answer.headers().firstValue("Content-Type").orElse(""));
        }
    }

    @Test
    void isReadyWhenTheLogIsReachable() throws Exception {
        var isReachable = new AtomicBoolean();
        var wiring = new IngestWiring(
                new InMemoryPublisher(),
                isReachable::get,
                TestIngest.SECRET,
                TestIngest.SECRET,
                RenameCheck.NONE,
                InstantSource.system(),
                new SimpleMeterRegistry(),
                () -> "",
                Optional.empty());
        try (IngestServer server = IngestServer.start(ANY_PORT, wiring, List.of())) {
            HttpResponse<String> before = send(server, "GET", "/ready");
            isReachable.set(true);

            assertEquals(503, before.statusCode());
            assertEquals("1", before.headers().firstValue("Retry-After").orElse(""));
            assertEquals("{\"status\":\"ready\"}", send(server, "GET", "/ready").body());
            assertEquals("{\"status\":\"up\"}", send(server, "GET", "/health").body());
        }
    }

    @Test
    void answersOtherRoutesAndMethodsWithoutRepeatingThem() throws Exception {
        try (IngestServer server = start(ANY_PORT, new InMemoryPublisher())) {
            HttpResponse<String> unknown = send(server, "POST", "/v1/192.0.2.77?ip=192.0.2.77");
            HttpResponse<String> otherMethod = send(server, "PUT", "/v1/events");

            assertEquals(404, unknown.statusCode());
            assertEquals(
                    "{\"type\":\"docs/errors.md#notfound\",\"title\":\"Not Found\",\"status\":404,\"code\":\"NotFound\","
                            + "\"detail\":\"This route does not exist.\"}",
                    unknown.body());
            assertEquals(405, otherMethod.statusCode());
            assertEquals("POST", otherMethod.headers().firstValue("Allow").orElse(""));
            assertTrue(otherMethod.body().contains("\"code\":\"MethodNotAllowed\""));
        }
    }

    @Test
    void answers500ToAFaultOfItsOwnWithoutDetails() throws Exception {
        try (IngestServer server = start(ANY_PORT, new BrokenPublisher())) {
            HttpResponse<String> answer = send(server, "POST", "/v1/events");

            assertEquals(500, answer.statusCode());
            assertEquals(
                    "application/problem+json",
                    answer.headers().firstValue("Content-Type").orElse(""));
            assertFalse(answer.body().contains("192.0.2.77") || answer.body().contains("Exception"), answer.body());
        }
    }

    @Test
    void answersWhatIsNotHttpWithoutATrace() throws Exception {
        try (var ingest = new TestIngest()) {
            String head = "POST /v1/events HTTP/1.1|Host: localhost|Content-Type: application/json|";
            String broken = "Transfer-Encoding: chunked|Connection: close||not a chunk||";
            String answer = ingest.raw((head + broken).replace("|", "\r\n"));
            String header = ingest.raw("GET / HTTP/1.1\r\nHost: localhost\r\nX 192.0.2.77\r\n\r\n");

            assertTrue(answer.startsWith("HTTP/1.1 400 "), answer);
            assertTrue(header.startsWith("HTTP/1.1 400 "), header);
            assertFalse((answer + header).contains("\tat "), answer + header);
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "400 GET /%zz-192.0.2.77 HTTP/1.1|",
                "400 GET /health?at=192.0.2.77 x HTTP/1.1|",
                "400 GET /health HTTP/1.1|X 192.0.2.77|",
                "414 GET /192.0.2.77/LONG HTTP/1.1|",
                "431 GET /health HTTP/1.1|X: 192.0.2.77/LONG|",
                "505 GET /192.0.2.77 HTTP/9.9|"
            })
    void answersWhatTheServerItselfRefusesWithAProblem(String statusAndHead) throws Exception {
        String status = statusAndHead.substring(0, 3);
        String head = statusAndHead.substring(4).replace("LONG", "x".repeat(20_000));

        String answer;
        try (var ingest = new TestIngest()) {
            answer = ingest.raw((head + "Host: localhost|Connection: close||").replace("|", "\r\n"));
        }

        assertTrue(answer.startsWith("HTTP/1.1 " + status + " "), answer);
        assertTrue(answer.contains("\r\nContent-Type: application/problem+json\r\n"), answer);
        assertTrue(answer.contains("\"status\":" + status + ",\"code\":\"RequestFailed\""), answer);
        assertFalse(answer.contains("192.0.2.77"), answer);
    }

    static IngestServer start(IngestConfig config, EventPublisher publisher) {
        var wiring = new IngestWiring(
                publisher,
                () -> true,
                TestIngest.SECRET,
                TestIngest.SECRET,
                RenameCheck.NONE,
                InstantSource.system(),
                new SimpleMeterRegistry(),
                () -> "",
                Optional.empty());
        return IngestServer.start(config, wiring, List.of());
    }

    static HttpResponse<String> send(IngestServer server, String method, String path) throws Exception {
        var request = HttpRequest.newBuilder(URI.create("http://localhost:" + server.port() + path))
                .header("Content-Type", "application/json")
                .method(method, BodyPublishers.ofString(TestIngest.event("e")));
        return HttpClient.newHttpClient().send(request.build(), BodyHandlers.ofString());
    }

    /** A publisher with a bug. */
    private static final class BrokenPublisher implements EventPublisher {
        @Override
        public <T> CompletableFuture<Delivery> send(RecordKind<T> kind, List<? extends T> facts) {
            throw new IllegalStateException("192.0.2.77");
        }

        @Override
        public void close() {}
    }
}
