package dev.footfall.ingest.http;

import static dev.footfall.ingest.http.TestIngest.JSON;
import static dev.footfall.ingest.http.TestIngest.event;
import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.footfall.ingest.publish.Delivery;
import dev.footfall.web.BodyPace;
import java.io.IOException;
import java.net.Socket;
import java.net.SocketException;
import java.net.SocketTimeoutException;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Callers who send as slowly as they can, and those who are to be answered beside them. */
@Tag("slow")
class SlowCallersTest {
    /** More than the server has threads. */
    private static final int MANY = 215;

    private static final String CHUNKED = "Content-Type: application/json|Transfer-Encoding: chunked||1|[|";
    private static final BodyPace QUICK = new BodyPace(Duration.ofMillis(300), 1_000);

    @Test
    void takesEventsWhileBodiesOfUnknownLengthAreAwaited() throws Exception {
        try (var ingest = new TestIngest();
                Callers slow = new Callers(ingest, 8, "POST /v1/events HTTP/1.1|Host: localhost|" + CHUNKED)) {
            assertEquals(202, ingest.post(JSON, event("beside")).statusCode());
            assertTrue(slow.areAllWaiting());
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "POST /v1/events HTTP/1.1|Host: localhost|" + CHUNKED,
                "POST /v1/events HTTP/1.1|Host: localhost|Content-Type: application/json|Content-Length: 262000||[",
                "POST /v1/events HTTP/1.1|Host: localhost|Content-Type: text/plain|Content-Length: 262000||[",
                "PUT /v1/repositories/models/a/b HTTP/1.1|Host: localhost|" + CHUNKED,
                "PUT /v1/likes/models/a/b/c HTTP/1.1|Host: localhost|" + CHUNKED,
            })
    void answersOthersWhileMoreBodiesAreAwaitedThanThereAreThreads(String request) throws Exception {
        try (var ingest = new TestIngest();
                Callers slow = new Callers(ingest, MANY, request)) {
            for (String path : List.of("/health", "/ready", "/metrics")) {
                HttpRequest.Builder probe = HttpRequest.newBuilder(ingest.uri(path));
                assertEquals(
                        200, ingest.send(probe.timeout(Duration.ofSeconds(20))).statusCode());
            }
            HttpRequest.Builder events = ingest.request(JSON, event("beside").getBytes(StandardCharsets.UTF_8));
            assertEquals(
                    202, ingest.send(events.timeout(Duration.ofSeconds(20))).statusCode());
            assertTrue(slow.areAllWaiting());
        }
    }

    @Test
    void cutsABodyThatDoesNotComeOn() throws Exception {
        try (var ingest = new TestIngest(QUICK)) {
            String answer = ingest.raw(lines("POST /v1/events HTTP/1.1|Host: localhost|" + CHUNKED));

            assertTrue(answer.startsWith("HTTP/1.1 408 "), answer);
            assertTrue(answer.contains("\r\nConnection: close\r\n"), answer);
            assertTrue(answer.contains("\"code\":\"TooSlow\""), answer);
            assertEquals(List.of(), ingest.publisher.events());
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "GET /health HTTP/1.1|Host: localhost||"})
    void closesAConnectionOnWhichAHeadDoesNotEnd(String before) throws Exception {
        try (var ingest = new TestIngest(QUICK);
                Socket slow = ingest.connection(lines(before + "GET /health HTTP/1.1|X: "))) {
            await().until(() -> isClosedAfterOneByteMore(slow));
        }
    }

    @Test
    void givesNoAnswerToAHeadThatDoesNotEnd() throws Exception {
        try (var ingest = new TestIngest(QUICK)) {
            assertEquals("", ingest.raw(lines("GET /health HTTP/1.1|Host: localhost|X: ")));
        }
    }

    @Test
    void keepsAConnectionOnWhichNoHeadHasBegun() throws Exception {
        try (var ingest = new TestIngest(new BodyPace(Duration.ofSeconds(2), 1));
                Socket idle = ingest.connection("");
                Socket slow = ingest.connection("GET")) {
            await().until(() -> isClosedAfterOneByteMore(slow));

            idle.getOutputStream()
                    .write(lines("GET /health HTTP/1.1|Host: localhost|Connection: close||")
                            .getBytes(StandardCharsets.US_ASCII));

            String answer = new String(idle.getInputStream().readAllBytes(), StandardCharsets.US_ASCII);
            assertTrue(answer.startsWith("HTTP/1.1 200 "), answer);
        }
    }

    @Test
    void givesBackTheMemoryOfBodiesThatWereCutOrLeft() throws Exception {
        String most =
                event("most") + " ".repeat(8 * 1_024 * 1_024 - event("most").length());
        String begun = lines("POST /v1/events HTTP/1.1|Host: localhost|Content-Type: application/json|")
                + lines("Content-Length: 8000000||")
                + " ".repeat(7_000_000);
        try (var ingest = new TestIngest(QUICK)) {
            for (int i = 0; i < 8; i++) waitToBeCutThenLeave(ingest, begun);

            await().until(() -> ingest.post(JSON, most).statusCode() == 202);
        }
    }

    @Test
    void leavesRoomForOtherPublishersWhenOneTakesAllThatItCan() throws Exception {
        String large =
                event("large") + " ".repeat(8 * 1_024 * 1_024 - event("large").length());
        try (var ingest = new TestIngest("greedy", "other")) {
            ingest.publisher.hold();
            var answers = new ArrayList<CompletableFuture<HttpResponse<String>>>();
            for (int i = 0; i < 3; i++) answers.add(ingest.sendAsync(request(ingest, "greedy", large)));
            await().until(() -> ingest.publisher.waiting() == 3);

            assertEquals(503, ingest.send(request(ingest, "greedy", large)).statusCode());
            answers.add(ingest.sendAsync(request(ingest, "other", large)));
            await().until(() -> ingest.publisher.waiting() == 4);

            ingest.publisher.decide(new Delivery.Acknowledged());
            for (CompletableFuture<HttpResponse<String>> answer : answers) {
                assertEquals(202, answer.get().statusCode());
            }
        }
    }

    private static HttpRequest.Builder request(TestIngest ingest, String key, String body) {
        return ingest.request(JSON, body.getBytes(StandardCharsets.UTF_8)).header("Authorization", "Bearer " + key);
    }

    private static void waitToBeCutThenLeave(TestIngest ingest, String begun) throws IOException {
        try {
            String answer = ingest.raw(begun);
            assertTrue(answer.startsWith("HTTP/1.1 408 "), answer);
            ingest.connection(begun).close();
        } catch (SocketException e) {
            // on a busy machine a client is cut while it still sends, and sees no answer
        }
    }

    private static boolean isClosedAfterOneByteMore(Socket slow) throws IOException {
        slow.setSoTimeout(1);
        try {
            slow.getOutputStream().write('x');
            while (true) if (slow.getInputStream().read() < 0) return true;
        } catch (SocketTimeoutException e) {
            return false;
        } catch (IOException e) {
            return true; // a reset
        }
    }

    private static String lines(String text) {
        return text.replace("|", "\r\n");
    }

    /** Connections on which the same was sent, and nothing more. */
    private static final class Callers implements AutoCloseable {
        private final List<Socket> sockets = new ArrayList<>();

        Callers(TestIngest ingest, int number, String text) throws IOException {
            for (int i = 0; i < number; i++) sockets.add(ingest.connection(lines(text)));
        }

        /** Tells if none has been answered. */
        boolean areAllWaiting() throws IOException {
            for (Socket socket : sockets) if (socket.getInputStream().available() > 0) return false;
            return true;
        }

        @Override
        public void close() throws IOException {
            for (Socket socket : sockets) socket.close();
        }
    }
}
