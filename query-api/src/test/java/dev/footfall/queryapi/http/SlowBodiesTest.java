package dev.footfall.queryapi.http;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.footfall.queryapi.InMemoryState;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.Socket;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Callers who send bodies, or a byte of them now and then: nobody else waits for them. */
class SlowBodiesTest {
    private static final int MORE_THAN_THERE_ARE_THREADS = 300;
    private static final int BODY_BYTES = 200_000;

    private final List<Socket> sockets = new ArrayList<>();

    @AfterEach
    void hangUp() throws IOException {
        for (Socket socket : sockets) socket.close();
    }

    @Test
    void answersEverybodyElseWhileBodiesComeInSlowly() throws IOException {
        try (Served served = Served.knowing(new InMemoryState(1), 10_000, TrustedProxies.of("127.0.0.1"))) {
            for (int i = 0; i < MORE_THAN_THERE_ARE_THREADS; i++) send(served, "10.0.0." + i % 10, "{");

            for (String path : List.of("/health", "/ready", "/metrics", "/trending")) {
                String answer = read(connection(served), "GET " + path + " HTTP/1.1|Host: x|Connection: close||");
                assertTrue(answer.startsWith("HTTP/1.1 200 "), answer);
            }
            HttpResponse<String> bulk = served.post("/v1/bulk", "application/json", "{\"repos\":[]}");
            assertEquals(200, bulk.statusCode());
            hangUp(); // else its stop waits for them
        }
    }

    @Test
    void cutsABodyThatDoesNotComeInTime() throws IOException {
        try (Served impatient = Served.limited(new InMemoryState(1), patience(Duration.ofMillis(200)))) {
            Socket socket = send(impatient, "10.0.0.1", "{");

            String answer = answer(socket);

            assertTrue(answer.startsWith("HTTP/1.1 408 "), answer);
            assertTrue(answer.contains("\r\nConnection: close\r\n"), answer);
            assertTrue(impatient.get("/metrics").body().contains("route=\"/v1/bulk\",status=\"408\"} 1"));
        }
    }

    @Test
    void takesABodyThatComesInPiecesInTime() throws IOException {
        try (Served served = Served.serving(new InMemoryState(1))) {
            Socket socket = send(served, "10.0.0.1", "{\"repos\":[]");
            assertEquals(200, served.get("/health").statusCode());

            String rest = " ".repeat(BODY_BYTES - "{\"repos\":[]}".length()) + "}";
            socket.getOutputStream().write(rest.getBytes(StandardCharsets.US_ASCII));

            byte[] status = socket.getInputStream().readNBytes(12);
            assertEquals("HTTP/1.1 200", new String(status, StandardCharsets.US_ASCII));
        }
    }

    @Test
    void waitsForAFewBodiesOfOneCaller() throws IOException {
        try (Served served = Served.knowing(new InMemoryState(1), 10_000, TrustedProxies.of("127.0.0.1"))) {
            for (int i = 0; i < Limits.BODIES_OF_ONE + 1; i++) send(served, "10.0.0.1", "{");

            Awaitility.await().until(() -> sockets.stream().anyMatch(SlowBodiesTest::isAnswered));
            String answer = answer(sockets.stream()
                    .filter(SlowBodiesTest::isAnswered)
                    .findFirst()
                    .orElseThrow());

            assertTrue(answer.startsWith("HTTP/1.1 429 "), answer);
            assertTrue(answer.contains("\r\nRetry-After: 1\r\n"), answer);
            hangUp(); // else its stop waits for them
        }
    }

    private static Limits patience(Duration body) {
        var rest = Limits.Patience.STANDARD;
        return new Limits(new Limits.Patience(rest.handling(), rest.head(), body, rest.piece(), rest.idle()), 10);
    }

    /** Sends the head of a request, and the beginning of a body of {@value #BODY_BYTES} bytes. */
    private Socket send(Served served, String address, String beginning) throws IOException {
        Socket socket = connection(served);
        String head = "POST /v1/bulk HTTP/1.1|Host: x|Content-Type: application/json|X-Forwarded-For: " + address
                + "|Content-Length: " + BODY_BYTES + "||";
        socket.getOutputStream().write((head.replace("|", "\r\n") + beginning).getBytes(StandardCharsets.US_ASCII));
        return socket;
    }

    private static boolean isAnswered(Socket socket) {
        try {
            return socket.getInputStream().available() > 0;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static String answer(Socket socket) throws IOException {
        return new String(socket.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    }

    private static String read(Socket socket, String request) throws IOException {
        socket.getOutputStream().write(request.replace("|", "\r\n").getBytes(StandardCharsets.US_ASCII));
        return answer(socket);
    }

    private Socket connection(Served served) throws IOException {
        var socket = new Socket(InetAddress.getLoopbackAddress(), served.port());
        socket.setSoTimeout(10_000);
        sockets.add(socket);
        return socket;
    }
}
