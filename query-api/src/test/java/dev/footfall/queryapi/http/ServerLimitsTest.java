package dev.footfall.queryapi.http;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.footfall.aggregator.query.Readiness;
import dev.footfall.queryapi.EndlessRows;
import dev.footfall.queryapi.InMemoryState;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.SocketException;
import java.net.SocketTimeoutException;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The server's limits for clients and routes that take their time. */
@Tag("slow")
class ServerLimitsTest {
    private static final Duration LONG = Duration.ofMinutes(10);
    private static final Duration SHORT = Duration.ofMillis(200);

    private static Limits limits(Limits.Patience patience) {
        return new Limits(patience, 10);
    }

    @Test
    void answersInPlaceOfARouteThatTakesTooLong() throws InterruptedException {
        var released = new CountDownLatch(1);
        var state = Asked.stateThat(() -> {
            released.await();
            return new Readiness(true, "late");
        });
        try (Served impatient = Served.limited(state, limits(new Limits.Patience(SHORT, LONG, LONG, LONG, LONG)))) {
            HttpResponse<String> late = impatient.get("/ready", "X-Request-Id", "late-1");
            assertEquals(503, late.statusCode());
            assertEquals(
                    "Try again: the request took too long",
                    Served.json(late).get("detail").asText());
            assertEquals("late-1", late.headers().firstValue("X-Request-Id").orElseThrow());
            assertTrue(late.headers().firstValue("Retry-After").isPresent());
            assertTrue(impatient.raw("HEAD /ready").startsWith("HTTP/1.1 503"));

            released.countDown();

            // a busy machine may take too long for these, too
            Awaitility.await().until(() -> impatient.get("/ready").statusCode() == 200);
            Awaitility.await().until(() -> impatient.get("/health").body().equals("{\"status\":\"up\"}"));
            String counted = "method=\"HEAD\",route=\"/ready\",status=\"503\"} 1";
            Awaitility.await().until(() -> impatient.get("/metrics").body().contains(counted));
        }
    }

    @Test
    void stopsARouteWhoseTimeIsOver() {
        var stopped = new CountDownLatch(1);
        var state = Asked.stateThat(() -> {
            try {
                new CountDownLatch(1).await();
            } catch (InterruptedException e) {
                stopped.countDown();
            }
            return new Readiness(true, "late");
        });
        try (Served impatient = Served.limited(state, limits(new Limits.Patience(SHORT, LONG, LONG, LONG, LONG)))) {
            assertEquals(503, impatient.get("/ready").statusCode());

            Awaitility.await().until(() -> stopped.getCount() == 0);
            assertEquals(200, impatient.get("/health").statusCode());
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"G", "GET /health HTTP/1.1\r\nHost: x\r\nX-A: ", "GET /health HTTP/1.1\r\nHost: x\r\n\r\nGET /he"
            })
    void cutsAClientThatSendsAHeadByteByByte(String beginning) throws IOException {
        try (Served impatient = Served.limited(
                        new InMemoryState(1), limits(new Limits.Patience(LONG, SHORT, LONG, LONG, LONG)));
                var socket = new Socket(InetAddress.getLoopbackAddress(), impatient.port())) {
            socket.getOutputStream().write(beginning.getBytes(StandardCharsets.US_ASCII));

            Awaitility.await().until(() -> isCutAfterAnotherByte(socket));

            assertEquals(200, impatient.get("/health").statusCode());
        }
    }

    private static boolean isCutAfterAnotherByte(Socket socket) {
        try {
            socket.getOutputStream().write('a');
            socket.setSoTimeout(1);
            InputStream in = socket.getInputStream();
            while (in.read() >= 0) Thread.onSpinWait(); // the answers to whole requests
            return true;
        } catch (SocketTimeoutException e) {
            return false;
        } catch (SocketException e) {
            return true;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Test
    void keepsAConnectionThatRestsBetweenRequests() throws IOException {
        try (Served impatient = Served.limited(
                        new InMemoryState(1), limits(new Limits.Patience(LONG, SHORT, LONG, LONG, LONG)));
                var resting = new Socket(InetAddress.getLoopbackAddress(), impatient.port());
                var slow = new Socket(InetAddress.getLoopbackAddress(), impatient.port())) {
            resting.setSoTimeout(10_000);
            assertEquals('H', ask(resting));
            slow.getOutputStream().write('G');
            Awaitility.await().until(() -> isCutAfterAnotherByte(slow));

            assertEquals('H', ask(resting));
        }
    }

    /** The first byte of the answer; the rest is read, too. */
    private static int ask(Socket socket) throws IOException {
        socket.getOutputStream().write("HEAD /health HTTP/1.1\r\nHost: x\r\n\r\n".getBytes(StandardCharsets.US_ASCII));
        int first = socket.getInputStream().read();
        var head = new StringBuilder();
        while (head.indexOf("\r\n\r\n") < 0)
            head.append((char) socket.getInputStream().read());
        return first;
    }

    @Test
    void cutsAReaderThatTakesALittleNowAndThen() throws IOException {
        var rows = new EndlessRows(Long.MAX_VALUE);
        var patience = new Limits.Patience(LONG, LONG, LONG, SHORT, LONG);
        try (Served impatient = Served.limited(rows.state(), limits(patience));
                var socket = new Socket()) {
            socket.setReceiveBufferSize(1);
            socket.connect(new InetSocketAddress(InetAddress.getLoopbackAddress(), impatient.port()));
            socket.getOutputStream()
                    .write("GET /v1/daily HTTP/1.1\r\nHost: x\r\n\r\n".getBytes(StandardCharsets.US_ASCII));
            assertEquals('H', socket.getInputStream().read());

            Awaitility.await().until(() -> socket.getInputStream().read() >= 0 && rows.open() == 0);

            assertEquals(200, impatient.get("/health").statusCode());
        }
    }

    @Test
    void closesAConnectionThatIsSilent() throws IOException {
        try (Served impatient = Served.limited(
                        new InMemoryState(1), limits(new Limits.Patience(LONG, LONG, LONG, LONG, SHORT)));
                var socket = new Socket(InetAddress.getLoopbackAddress(), impatient.port())) {
            socket.setSoTimeout(10_000);

            assertEquals(-1, socket.getInputStream().read());
        }
    }
}
