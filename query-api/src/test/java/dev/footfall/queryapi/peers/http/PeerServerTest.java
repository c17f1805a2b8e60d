package dev.footfall.queryapi.peers.http;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.sun.net.httpserver.HttpServer;
import dev.footfall.aggregator.cluster.NodeAddress;
import dev.footfall.queryapi.peers.HttpPeers;
import dev.footfall.queryapi.peers.MalformedQuestion;
import dev.footfall.queryapi.peers.PeerAnswer;
import dev.footfall.queryapi.peers.PeerMeters;
import dev.footfall.queryapi.peers.PeerOutcome;
import dev.footfall.queryapi.peers.PeerProtocol;
import dev.footfall.queryapi.peers.PeerReply;
import dev.footfall.queryapi.peers.PeerSecret;
import dev.footfall.queryapi.peers.PeerStamp;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.PrintStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class PeerServerTest {
    private static final String TEXT = "0123456789abcdef0123456789abcdef";
    private static final PeerSecret SECRET = new PeerSecret(TEXT);
    private static final byte[] QUESTION = "a question".getBytes(StandardCharsets.UTF_8);
    private static final Duration PATIENCE = Duration.ofSeconds(60);

    private final PeerServer server = bind(0);

    private static PeerServer bind(int port) {
        var wanted = new PeerServer.BindAddress("127.0.0.1", port);
        return PeerServer.bind(wanted, SECRET, new PeerMeters(new SimpleMeterRegistry()));
    }

    @AfterEach
    void stop() {
        server.close();
    }

    /** Answers every question with itself, twice; then fails if it is to. */
    private record Echo(String question, boolean isStreamed, boolean fails) implements PeerAnswer {
        @Override
        public int status() {
            return 200;
        }

        @Override
        public void writeTo(OutputStream out) throws IOException {
            out.write(question.getBytes(StandardCharsets.UTF_8));
            out.flush();
            if (fails) throw new IllegalStateException("the store is gone");
            out.write(question.getBytes(StandardCharsets.UTF_8));
        }

        @Override
        public void close() {
            // nothing is open
        }
    }

    private void echo(boolean isStreamed, boolean fails) {
        server.answerBy(question -> new Echo(new String(question, StandardCharsets.UTF_8), isStreamed, fails));
    }

    @Test
    void answersAPeerThatHasTheSecret() throws Exception {
        echo(false, false);
        var answered = assertInstanceOf(PeerReply.Answered.class, ask(SECRET, server.address()));
        assertEquals("a questiona question", text(answered.body()));

        echo(true, false);
        var streamed = assertInstanceOf(
                PeerReply.Answered.class,
                new HttpPeers(SECRET).open(server.address(), QUESTION, PATIENCE).get());
        assertEquals("a questiona question", text(streamed.body()));
    }

    @Test
    void readsNoStreamThatSomebodyOnTheWayMade() throws Exception {
        HttpServer between = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        between.createContext("/", exchange -> {
            String head = exchange.getRequestHeaders().getFirst(PeerProtocol.STAMP);
            String signature = SECRET.signAnswer(PeerStamp.parse(head).orElseThrow(), 200, new byte[0]);
            exchange.getResponseHeaders().add(PeerProtocol.SIGNATURE, signature);
            exchange.getResponseHeaders().add("Content-Type", PeerProtocol.CONTENT_TYPE);
            exchange.sendResponseHeaders(200, 0);
            exchange.getResponseBody().write("a forged answer".repeat(10).getBytes(StandardCharsets.UTF_8));
            exchange.close();
        });
        between.start();
        var address = new NodeAddress("127.0.0.1", between.getAddress().getPort());

        var streamed = assertInstanceOf(
                PeerReply.Answered.class,
                new HttpPeers(SECRET).open(address, QUESTION, PATIENCE).get());

        assertThrows(IOException.class, () -> text(streamed.body()));
        between.stop(0);
    }

    @ParameterizedTest
    @CsvSource({"v8, v8", "'', another version", "v8 and more, another version"})
    void namesBothVersionsOfAPeerOfAnotherReleaseAndLogsThemOnce(String told, String named) throws Exception {
        HttpServer other = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        other.createContext("/", exchange -> {
            if (!told.isEmpty()) exchange.getResponseHeaders().add(PeerProtocol.SPOKEN, told);
            exchange.sendResponseHeaders(404, -1);
            exchange.close();
        });
        other.start();
        var address = new NodeAddress("127.0.0.1", other.getAddress().getPort());
        PrintStream before = System.err;
        var logged = new ByteArrayOutputStream();
        System.setErr(new PrintStream(logged, true, StandardCharsets.UTF_8));
        String reason =
                address + " speaks " + named + " of the peers' protocol, this node v7: their releases do not mix";
        try {
            var peers = new HttpPeers(SECRET);
            for (int asked = 0; asked < 3; asked++) { // the second and third are answered without asking
                var silent = assertInstanceOf(
                        PeerReply.Silent.class,
                        peers.ask(address, QUESTION, PATIENCE).get());
                assertEquals(reason, silent.reason());
            }
        } finally {
            System.setErr(before);
            other.stop(0);
        }

        assertEquals(2, logged.toString(StandardCharsets.UTF_8).split(reason, -1).length, logged::toString);
    }

    @Test
    void refusesAPeerThatHasAnotherSecret() throws Exception {
        echo(false, false);

        var silent = assertInstanceOf(
                PeerReply.Silent.class, ask(new PeerSecret(TEXT.toUpperCase(Locale.ROOT)), server.address()));

        assertEquals(PeerOutcome.FAILED, silent.outcome());
        assertFalse(silent.reason().contains(TEXT), silent.reason());
        assertEquals(401, post(PeerProtocol.PATH, QUESTION, stamp(QUESTION), "").statusCode());
        byte[] other = "other".getBytes(StandardCharsets.UTF_8);
        assertEquals(401, post(PeerProtocol.PATH, other, stamp(QUESTION)).statusCode());
    }

    @Test
    void answersAQuestionOnceAndNoOldOne() throws Exception {
        echo(false, false);
        PeerStamp stamp = stamp(QUESTION);
        assertEquals(200, post(PeerProtocol.PATH, QUESTION, stamp).statusCode());

        assertEquals(401, post(PeerProtocol.PATH, QUESTION, stamp).statusCode());
        for (int seconds : new int[] {-31, 31}) {
            PeerStamp away = PeerStamp.of(QUESTION, Instant.now().plusSeconds(seconds));
            assertEquals(401, post(PeerProtocol.PATH, QUESTION, away).statusCode());
        }
    }

    @Test
    void refusesByItsHeadWhatIsNotSignedAndWaitsForNoBody() throws Exception {
        echo(false, false);
        List<Socket> slow = new ArrayList<>();
        for (int i = 0; i < 250; i++) slow.add(unsigned());

        for (Socket socket : slow) {
            try (socket) {
                byte[] answer = socket.getInputStream().readAllBytes();
                assertTrue(new String(answer, StandardCharsets.UTF_8).startsWith("HTTP/1.1 401 "));
            }
        }
        assertInstanceOf(PeerReply.Answered.class, ask(SECRET, server.address()));
    }

    private Socket unsigned() throws IOException {
        var socket =
                new Socket(InetAddress.getLoopbackAddress(), server.address().port());
        String head = "POST " + PeerProtocol.PATH + " HTTP/1.1\r\nHost: x\r\nContent-Length: 100000\r\n\r\n{";
        socket.getOutputStream().write(head.getBytes(StandardCharsets.US_ASCII));
        socket.setSoTimeout(10_000);
        return socket;
    }

    @Test
    void takesNoAnswerThatIsNotSignedWithTheSecret() throws Exception {
        String answer =
                "HTTP/1.1 200 OK\r\nContent-Length: 1\r\nContent-Type: " + PeerProtocol.CONTENT_TYPE + "\r\n\r\nx";
        try (var impostor = new ServerSocket(0, 10, InetAddress.getLoopbackAddress())) {
            var address = new NodeAddress("127.0.0.1", impostor.getLocalPort());
            var reply = new HttpPeers(SECRET).ask(address, QUESTION, PATIENCE);
            try (Socket asked = impostor.accept()) {
                asked.getOutputStream().write(answer.getBytes(StandardCharsets.US_ASCII));

                assertInstanceOf(PeerReply.Silent.class, reply.get());
            }
        }
    }

    @Test
    void saysThatItIsStartingUntilItCanAnswer() throws Exception {
        var silent = assertInstanceOf(PeerReply.Silent.class, ask(SECRET, server.address()));

        assertEquals(PeerOutcome.NOT_READY, silent.outcome());
    }

    @Test
    void refusesWhatIsNoQuestionInOneSentence() throws Exception {
        server.answerBy(question -> {
            throw new MalformedQuestion("The question cannot be read");
        });
        HttpResponse<String> malformed = post(PeerProtocol.PATH, QUESTION, stamp(QUESTION));
        assertEquals(400, malformed.statusCode());
        assertEquals("The question cannot be read.\n", malformed.body());

        for (String other : List.of("v6", "v8")) {
            HttpResponse<String> refusal = post("/peers/" + other + "/ask", QUESTION, stamp(QUESTION));
            assertEquals(404, refusal.statusCode());
            assertEquals(
                    "This node speaks v7 of the peers' protocol, but was asked in " + other + ".\n", refusal.body());
            assertEquals("v7", refusal.headers().firstValue(PeerProtocol.SPOKEN).orElse(""));
        }
        assertEquals(404, post("/trending", QUESTION, stamp(QUESTION)).statusCode());
        byte[] large = new byte[PeerProtocol.MAX_QUESTION_BYTES + 1];
        assertEquals(413, post(PeerProtocol.PATH, large, stamp(large)).statusCode());
        assertEquals(
                431,
                post(PeerProtocol.PATH, QUESTION, stamp(QUESTION), "x".repeat(8_000))
                        .statusCode());
    }

    @Test
    void breaksAStreamThatFails() throws Exception {
        echo(true, true);

        var streamed = assertInstanceOf(
                PeerReply.Answered.class,
                new HttpPeers(SECRET).open(server.address(), QUESTION, PATIENCE).get());

        assertThrows(IOException.class, () -> text(streamed.body()));
    }

    @Test
    void saysThatANodeIsGone() throws Exception {
        NodeAddress gone = server.address();
        server.close();
        var peers = new HttpPeers(SECRET);

        for (int i = 0; i < 3; i++) {
            var silent = assertInstanceOf(
                    PeerReply.Silent.class, peers.ask(gone, QUESTION, PATIENCE).get());
            assertEquals(PeerOutcome.FAILED, silent.outcome());
        }
    }

    @Test
    void namesThePortThatItCannotHave() {
        int taken = server.address().port();

        var failure = assertThrows(IllegalStateException.class, () -> bind(taken));

        assertEquals(
                "The peers' port cannot be opened on 127.0.0.1 port " + taken
                        + ": Address already in use (peers.host and peers.port choose another)",
                failure.getMessage());
    }

    private static PeerReply ask(PeerSecret secret, NodeAddress address) throws Exception {
        return new HttpPeers(secret).ask(address, QUESTION, PATIENCE).get();
    }

    private static PeerStamp stamp(byte[] question) {
        return PeerStamp.of(question, Instant.now());
    }

    private HttpResponse<String> post(String path, byte[] body, PeerStamp stamp) throws Exception {
        return post(path, body, stamp, SECRET.sign(stamp));
    }

    private HttpResponse<String> post(String path, byte[] body, PeerStamp stamp, String signature) throws Exception {
        return HttpClient.newHttpClient()
                .send(
                        HttpRequest.newBuilder(URI.create("http://" + server.address() + path))
                                .header(PeerProtocol.STAMP, stamp.toString())
                                .header(PeerProtocol.SIGNATURE, signature)
                                .POST(HttpRequest.BodyPublishers.ofByteArray(body))
                                .build(),
                        HttpResponse.BodyHandlers.ofString());
    }

    private static String text(InputStream body) throws IOException {
        try (body) {
            return new String(body.readAllBytes(), StandardCharsets.UTF_8);
        }
    }
}
