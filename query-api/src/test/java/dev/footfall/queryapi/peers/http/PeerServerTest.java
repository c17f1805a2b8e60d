package dev.footfall.queryapi.peers.http;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;

import dev.footfall.aggregator.query.NodeAddress;
import dev.footfall.queryapi.peers.HttpPeers;
import dev.footfall.queryapi.peers.PeerDesk;
import dev.footfall.queryapi.peers.PeerMeters;
import dev.footfall.queryapi.peers.PeerOutcome;
import dev.footfall.queryapi.peers.PeerProtocol;
import dev.footfall.queryapi.peers.PeerReply;
import dev.footfall.queryapi.peers.PeerSecret;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Locale;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class PeerServerTest {
    private static final String TEXT = "0123456789abcdef0123456789abcdef";
    private static final PeerSecret SECRET = new PeerSecret(TEXT);
    private static final byte[] QUESTION = "a question".getBytes(StandardCharsets.UTF_8);
    private static final Duration PATIENCE = Duration.ofSeconds(60);

    private final PeerServer server = bind(0);

    private static PeerServer bind(int port) {
        var wanted = new PeerServer.Wanted("127.0.0.1", port);
        return PeerServer.bind(wanted, SECRET, new PeerMeters(new SimpleMeterRegistry()));
    }

    @AfterEach
    void stop() {
        server.close();
    }

    /** Answers every question with itself, twice; then fails if it is to. */
    private record Echo(String question, boolean isStreamed, boolean fails) implements PeerDesk.PeerAnswer {
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
    void refusesAPeerThatHasAnotherSecret() throws Exception {
        echo(false, false);

        var silent = assertInstanceOf(
                PeerReply.Silent.class, ask(new PeerSecret(TEXT.toUpperCase(Locale.ROOT)), server.address()));

        assertEquals(PeerOutcome.FAILED, silent.outcome());
        assertFalse(silent.reason().contains(TEXT), silent.reason());
        assertEquals(401, post(PeerProtocol.PATH, QUESTION, "").statusCode());
        assertEquals(
                401,
                post(PeerProtocol.PATH, "other".getBytes(StandardCharsets.UTF_8), SECRET.sign(QUESTION))
                        .statusCode());
    }

    @Test
    void saysThatItIsStartingUntilItCanAnswer() throws Exception {
        var silent = assertInstanceOf(PeerReply.Silent.class, ask(SECRET, server.address()));

        assertEquals(PeerOutcome.NOT_READY, silent.outcome());
    }

    @Test
    void refusesWhatIsNoQuestionInOneSentence() throws Exception {
        server.answerBy(question -> {
            throw new PeerDesk.MalformedQuestion("The question cannot be read");
        });
        HttpResponse<String> malformed = post(PeerProtocol.PATH, QUESTION, SECRET.sign(QUESTION));
        assertEquals(400, malformed.statusCode());
        assertEquals("The question cannot be read.\n", malformed.body());

        assertEquals(404, post("/peers/v2/ask", QUESTION, SECRET.sign(QUESTION)).statusCode());
        assertEquals(404, post("/trending", QUESTION, SECRET.sign(QUESTION)).statusCode());
        byte[] large = new byte[PeerProtocol.MAX_QUESTION_BYTES + 1];
        assertEquals(413, post(PeerProtocol.PATH, large, SECRET.sign(large)).statusCode());
        assertEquals(431, post(PeerProtocol.PATH, QUESTION, "x".repeat(8_000)).statusCode());
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
                "The peers' port cannot be had on 127.0.0.1 port " + taken
                        + ": Address already in use (peers.host and peers.port choose another)",
                failure.getMessage());
    }

    private static PeerReply ask(PeerSecret secret, NodeAddress address) throws Exception {
        return new HttpPeers(secret).ask(address, QUESTION, PATIENCE).get();
    }

    private HttpResponse<String> post(String path, byte[] body, String signature) throws Exception {
        return HttpClient.newHttpClient()
                .send(
                        HttpRequest.newBuilder(URI.create("http://" + server.address() + path))
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
