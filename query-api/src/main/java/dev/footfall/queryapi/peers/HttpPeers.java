package dev.footfall.queryapi.peers;

import dev.footfall.aggregator.cluster.NodeAddress;
import dev.footfall.queryapi.peers.PeerReply.Answered;
import dev.footfall.queryapi.peers.PeerReply.Silent;
import java.io.ByteArrayInputStream;
import java.io.DataInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.ConnectException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpConnectTimeoutException;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpTimeoutException;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ConcurrentHashMap;
import java.util.regex.Pattern;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.slf4j.event.Level;

/** Connections are kept. A peer that cannot be reached, or is a stranger, is left alone for a second. */
public final class HttpPeers implements Peers {
    private static final Logger LOG = LoggerFactory.getLogger(HttpPeers.class);
    private static final Pattern VERSION = Pattern.compile("v\\d{1,6}");
    private static final Duration CONNECT_PATIENCE = Duration.ofMillis(500);
    private static final Duration STREAM_PATIENCE = Duration.ofSeconds(60);
    private static final Duration AWAY = Duration.ofSeconds(1);

    private final HttpClient client = HttpClient.newBuilder()
            .version(HttpClient.Version.HTTP_1_1)
            .connectTimeout(CONNECT_PATIENCE)
            .followRedirects(HttpClient.Redirect.NEVER)
            .proxy(HttpClient.Builder.NO_PROXY)
            .build();
    private final Map<NodeAddress, Long> awaySinceNanos = new ConcurrentHashMap<>();

    /** The reasons that were logged of peers that refuse this node. */
    private final Map<NodeAddress, String> strangers = new ConcurrentHashMap<>();

    private final PeerSecret secret;

    public HttpPeers(PeerSecret secret) {
        this.secret = secret;
    }

    @Override
    public CompletableFuture<PeerReply> ask(NodeAddress peer, byte[] question, Duration patience) {
        return send(new PeerQuestion(peer, question, patience, HttpPeers::whole));
    }

    @Override
    public CompletableFuture<PeerReply> open(NodeAddress peer, byte[] question, Duration patience) {
        return send(new PeerQuestion(peer, question, patience, head -> new TimedBody(patience, STREAM_PATIENCE)));
    }

    @SuppressWarnings("ArrayRecordComponent") // never compared
    private record PeerQuestion(
            NodeAddress peer, byte[] bytes, Duration patience, HttpResponse.BodyHandler<InputStream> body) {}

    private CompletableFuture<PeerReply> send(PeerQuestion question) {
        var reply = new CompletableFuture<PeerReply>();
        if (isAway(question.peer)) {
            String why = strangers.getOrDefault(question.peer, "could not be reached a moment ago");
            reply.complete(new Silent(PeerOutcome.FAILED, question.peer + " " + why));
            return reply;
        }
        try {
            send(question, reply, true);
        } catch (IllegalArgumentException e) { // a host that no URI can have
            reply.complete(new Silent(PeerOutcome.FAILED, question.peer + " is not an address"));
        }
        return reply;
    }

    private void send(PeerQuestion question, CompletableFuture<PeerReply> reply, boolean mayRepeat) {
        PeerStamp stamp = PeerStamp.of(question.bytes, Instant.now()); // a new one each time: none is taken twice
        CompletableFuture<HttpResponse<InputStream>> exchange =
                client.sendAsync(request(question, stamp), question.body);
        var unused = reply.whenComplete((any, failure) -> exchange.cancel(true));
        var unusedToo = exchange.whenComplete((response, failure) -> {
            if (failure == null) end(reply, read(question.peer, response, stamp));
            else if (mayRepeat && isStale(cause(failure)) && !reply.isDone()) send(question, reply, false);
            else end(reply, silent(question.peer, cause(failure)));
        });
    }

    private HttpRequest request(PeerQuestion question, PeerStamp stamp) {
        return HttpRequest.newBuilder(URI.create("http://" + question.peer + PeerProtocol.PATH))
                .timeout(question.patience)
                .header("Content-Type", PeerProtocol.CONTENT_TYPE)
                .header(PeerProtocol.STAMP, stamp.toString())
                .header(PeerProtocol.SIGNATURE, secret.sign(stamp))
                .POST(HttpRequest.BodyPublishers.ofByteArray(question.bytes))
                .build();
    }

    private static HttpResponse.BodySubscriber<InputStream> whole(HttpResponse.ResponseInfo head) {
        long bytes = head.headers().firstValueAsLong("Content-Length").orElse(Long.MAX_VALUE);
        return bytes <= PeerProtocol.MAX_ANSWER_BYTES
                ? HttpResponse.BodySubscribers.mapping(
                        HttpResponse.BodySubscribers.ofByteArray(), ByteArrayInputStream::new)
                : HttpResponse.BodySubscribers.replacing(InputStream.nullInputStream());
    }

    private boolean isAway(NodeAddress peer) {
        Long since = awaySinceNanos.get(peer);
        return since != null && System.nanoTime() - since < AWAY.toNanos();
    }

    private static void end(CompletableFuture<PeerReply> reply, PeerReply outcome) {
        if (reply.complete(outcome)) return;
        outcome.close(); // nobody waits any more
    }

    private PeerReply read(NodeAddress peer, HttpResponse<InputStream> response, PeerStamp stamp) {
        String type = response.headers().firstValue("Content-Type").orElse("");
        boolean isWhole = response.body() instanceof ByteArrayInputStream;
        var answered = new Answered(isWhole ? response.body() : new SignedInput(secret, stamp, response.body()));
        if (type.startsWith(PeerProtocol.CONTENT_TYPE) && isSigned(response, stamp)) {
            strangers.remove(peer);
            return answered;
        }
        answered.close();
        int status = response.statusCode();
        if (status == 503) return new Silent(PeerOutcome.NOT_READY, peer + " is starting");
        String why = refusal(response);
        boolean isStranger = status == 401 || status == 404;
        if (isStranger) awaySinceNanos.put(peer, System.nanoTime());
        boolean isTold = isStranger && why.equals(strangers.put(peer, why));
        LOG.atLevel(isStranger && !isTold ? Level.WARN : Level.DEBUG).log("The peer {} {}", peer, why);
        return new Silent(PeerOutcome.FAILED, peer + " " + why);
    }

    private static String refusal(HttpResponse<InputStream> response) {
        int status = response.statusCode();
        if (status == 401) return "refuses: its peers.secret or its clock differs";
        if (status != 404) return "gave an unexpected answer: its status is " + status;
        String spoken = response.headers()
                .firstValue(PeerProtocol.SPOKEN)
                .filter(version -> VERSION.matcher(version).matches())
                .orElse("another version");
        return "speaks " + spoken + " of the peers' protocol, this node " + PeerProtocol.VERSION
                + ": their releases do not mix";
    }

    /** True if the peer has the secret, and answers this very question; the body of a short answer is read for it. */
    private boolean isSigned(HttpResponse<InputStream> response, PeerStamp stamp) {
        byte[] body = new byte[0];
        if (response.body() instanceof ByteArrayInputStream whole) {
            body = whole.readAllBytes();
            whole.reset();
        }
        String signature = response.headers().firstValue(PeerProtocol.SIGNATURE).orElse("");
        return secret.hasSignedAnswer(stamp, response.statusCode(), body, signature);
    }

    private PeerReply silent(NodeAddress peer, Throwable failure) {
        boolean isUnreachable = failure instanceof ConnectException || failure instanceof HttpConnectTimeoutException;
        if (isUnreachable) {
            awaySinceNanos.put(peer, System.nanoTime());
            strangers.remove(peer); // it may come back as another
        }
        LOG.debug("The peer {} did not answer", peer, failure);
        return failure instanceof HttpTimeoutException
                ? new Silent(PeerOutcome.TIMEOUT, peer + " did not answer in time")
                : new Silent(PeerOutcome.FAILED, peer + " cannot be reached");
    }

    /** True if a kept connection had been closed meanwhile: questions only read, so they may be sent again. */
    private static boolean isStale(Throwable failure) {
        return failure instanceof IOException
                && !(failure instanceof ConnectException)
                && !(failure instanceof HttpTimeoutException);
    }

    private static Throwable cause(Throwable failure) {
        Throwable cause = failure.getCause();
        return failure instanceof CompletionException && cause != null ? cause : failure;
    }

    /** A streamed answer of a peer as {@link SignedOutput} writes it. A piece is read when it is whole, and its signature right. */
    static final class SignedInput extends InputStream {
        private final PeerSecret secret;
        private final PeerStamp question;
        private final DataInputStream wire;
        private ByteArrayInputStream piece = new ByteArrayInputStream(new byte[0]);
        private long number;
        private boolean isOver;

        SignedInput(PeerSecret secret, PeerStamp question, InputStream wire) {
            this.secret = secret;
            this.question = question;
            this.wire = new DataInputStream(wire);
        }

        @Override
        public int read() throws IOException {
            return isAtEnd() ? -1 : piece.read();
        }

        @Override
        public int read(byte[] target, int offset, int length) throws IOException {
            if (length == 0) return 0;
            return isAtEnd() ? -1 : piece.read(target, offset, length);
        }

        private boolean isAtEnd() throws IOException {
            if (!isOver && piece.available() == 0) next();
            return isOver;
        }

        private void next() throws IOException {
            int length = wire.readInt();
            if (length < 0 || length > SignedOutput.PIECE_BYTES)
                throw new IOException("a piece of " + length + " bytes");
            byte[] signature = wire.readNBytes(PeerSecret.SIGNATURE_BYTES);
            byte[] bytes = wire.readNBytes(length);
            if (!secret.hasSignedPiece(question, number++, bytes, signature)) {
                throw new IOException("the peer's answer broke off, or was changed on its way");
            }
            piece = new ByteArrayInputStream(bytes);
            isOver = length == 0;
        }

        @Override
        public void close() throws IOException {
            wire.close();
        }
    }
}
