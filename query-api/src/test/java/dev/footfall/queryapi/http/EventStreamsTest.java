package dev.footfall.queryapi.http;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.footfall.queryapi.InMemoryState;
import dev.footfall.queryapi.http.EventStreams.Broadcast;
import dev.footfall.web.EventBody;
import dev.footfall.web.EventStream;
import dev.footfall.web.Reply;
import dev.footfall.web.openapi.Operation;
import dev.footfall.web.openapi.Response;
import dev.footfall.web.openapi.Schema;
import java.io.IOException;
import java.io.PrintStream;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** A stream and a client that does not behave. */
@Tag("slow")
class EventStreamsTest {
    private static final Operation FLOOD = Responses.service(
            Operation.get("/v9/flood", "Events."), Response.of(200, "Many.", EventStream.TYPE, Schema.text()));

    private static final Operation NUMBERS = Responses.service(
            Operation.get("/v9/numbers", "Events."), Response.of(200, "Many.", EventStream.TYPE, Schema.text()));

    private static final Operation FAILING = Responses.service(
            Operation.get("/v9/failing", "Events."), Response.of(200, "Many.", EventStream.TYPE, Schema.text()));

    private final AtomicInteger asks = new AtomicInteger();
    private final Broadcast zeroesAndThenOnes = followed ->
            followed.stream().collect(Collectors.toMap(one -> one, one -> number(asks.incrementAndGet() < 3 ? 0 : 1)));
    private final CompletableFuture<EventStream> begun = new CompletableFuture<>();
    private Runnable whileAsked = () -> {};
    private final Served server = Served.answering(new InMemoryState(1), List.of(new Flood()));

    private final AtomicInteger traces = new AtomicInteger();
    private final Broadcast fails = followed -> switch (asks.incrementAndGet()) {
        case 1, 2 -> throw new Failure("lost");
        case 3 -> throw new Failure("found");
        default -> followed.stream().collect(Collectors.toMap(one -> one, one -> number(1)));
    };

    /** Counts how often its trace is printed, as a log does. */
    private final class Failure extends RuntimeException {
        private static final long serialVersionUID = 1;

        Failure(String message) {
            super(message);
        }

        @Override
        public void printStackTrace(PrintStream out) {
            traces.incrementAndGet();
        }
    }

    private final class Flood implements Api {
        @Override
        public List<Endpoint> endpoints(QueryService service) {
            Endpoint numbers = Endpoint.of(NUMBERS, request -> {
                whileAsked.run();
                var all = new Broadcast.Subject(Optional.empty(), request.caller());
                return service.streams().follow(request, zeroesAndThenOnes, all, number(0));
            });
            Endpoint failing = Endpoint.of(FAILING, request -> {
                var all = new Broadcast.Subject(Optional.empty(), request.caller());
                return service.streams().follow(request, fails, all, number(0));
            });
            Endpoint flood = Endpoint.of(
                    FLOOD,
                    request -> Reply.events(new EventBody() {
                        @Override
                        public void begin(EventStream stream) {
                            begun.complete(stream);
                        }

                        @Override
                        public void close() {
                            begun.completeExceptionally(new IllegalStateException("never begun"));
                        }
                    }));
            return List.of(numbers, failing, flood);
        }
    }

    @AfterEach
    void stop() {
        server.close();
    }

    private static byte[] number(int number) {
        return EventStreams.event("number", Integer.toString(number).getBytes(StandardCharsets.US_ASCII));
    }

    private Socket connected() throws IOException {
        return connected("/v9/flood");
    }

    private Socket connected(String path) throws IOException {
        var socket = new Socket(InetAddress.getLoopbackAddress(), server.port());
        String head = "GET " + path + " HTTP/1.1\r\nHost: localhost\r\nAccept: text/event-stream\r\n\r\n";
        socket.getOutputStream().write(head.getBytes(StandardCharsets.US_ASCII));
        return socket;
    }

    @Test
    void cutsAClientThatTakesNothingAndKeepsLittleForIt() throws Exception {
        try (Socket idle = connected()) {
            EventStream stream = begun.get();
            byte[] event = EventStreams.event("flood", new byte[1 << 20]);

            int sent = 1;
            while (stream.send(event)) sent++;

            assertTrue(stream.ended().isDone());
            assertTrue(sent < 100, sent + " MiB were kept for " + idle);
            assertTrue(stream.send(event), "nothing is sent to who is gone, and nobody is cut twice");
        }
    }

    @Test
    void endsWhenTheClientHasGone() throws Exception {
        connected().close();
        EventStream stream = begun.get();

        Awaitility.await().until(() -> {
            boolean isSent = stream.send(EventStreams.event("word", new byte[0]));
            assertTrue(isSent);
            return stream.ended().isDone();
        });
    }

    @Test
    void sendsAllEventsInTheirOrder() throws Exception {
        try (Socket client = connected()) {
            EventStream stream = begun.get();
            for (int i = 0; i < 10; i++) {
                stream.send(number(i));
            }
            String text = readTo(client, "data: 9\n\n");
            stream.end();

            String numbers = text.toString().replaceAll("(?s)^.*?\r\n\r\n", "").replaceAll("[^0-9:]", "");
            assertTrue(numbers.endsWith(":9"), numbers);
            assertFalse(text.indexOf("data: 3") > text.indexOf("data: 4"), text);
        }
    }

    private static String readTo(Socket client, String... ends) throws IOException {
        var text = new StringBuilder();
        byte[] some = new byte[1_024];
        while (Stream.of(ends).noneMatch(end -> text.indexOf(end) >= 0)) {
            text.append(new String(some, 0, client.getInputStream().read(some), StandardCharsets.US_ASCII));
        }
        return text.toString();
    }

    @Test
    void sendsTheFirstEventAgainOnlyAfterAnother() throws Exception {
        try (Socket client = connected("/v9/numbers")) {
            String text = readTo(client, "data: 1\n\n");

            assertEquals(text.indexOf("data: 0"), text.lastIndexOf("data: 0"), text);
        }
    }

    @Test
    void logsAFailureOnceUntilItIsAnother() throws Exception {
        try (Socket client = connected("/v9/failing")) {
            readTo(client, "data: 1\n\n");

            assertEquals(2, traces.get());
        }
    }

    @Test
    void endsAStreamThatWasAskedForBeforeAnotherStateAnswered() throws Exception {
        whileAsked = () -> server.answerFrom(new InMemoryState(1));

        try (Socket client = connected("/v9/numbers")) {
            String text = readTo(client, "data: 1\n\n", "\r\n0\r\n\r\n");

            assertFalse(text.contains("data: 1"), text);
        }
    }

    @Test
    void isNotBegunForAHead() throws Exception {
        assertEquals(200, server.send("HEAD", "/v9/flood").statusCode());
        Awaitility.await().until(begun::isDone);
        assertTrue(begun.handle((stream, failure) -> failure != null).get());
    }
}
