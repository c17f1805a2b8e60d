package dev.footfall.queryapi.peers.http;

import dev.footfall.aggregator.cluster.NodeAddress;
import dev.footfall.queryapi.peers.MalformedQuestion;
import dev.footfall.queryapi.peers.PeerAnswer;
import dev.footfall.queryapi.peers.PeerMeters;
import dev.footfall.queryapi.peers.PeerProtocol;
import dev.footfall.queryapi.peers.PeerSecret;
import dev.footfall.queryapi.peers.PeerStamp;
import dev.footfall.queryapi.peers.QuestionHandler;
import dev.footfall.queryapi.peers.SignedOutput;
import dev.footfall.queryapi.peers.http.PeerServer.PeerHandler;
import dev.footfall.web.BufferedBodies;
import dev.footfall.web.Listener;
import dev.footfall.web.Permits;
import io.javalin.Javalin;
import io.javalin.config.JavalinConfig;
import io.javalin.http.Context;
import io.javalin.http.Handler;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Optional;
import org.eclipse.jetty.ee10.servlet.ServletContextRequest;
import org.eclipse.jetty.server.NetworkConnectionLimit;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.server.ServerConnector;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The port of a node's peers. It is bound before the node counts, because the node tells the others its number; until
 * {@link #answerBy} it answers that it is starting.
 */
public record PeerServer(Javalin javalin, PeerHandler handler, String host) implements AutoCloseable {
    private static final int MAX_THREADS = 200;
    private static final int MAX_CONNECTIONS = 2_000;
    private static final int MAX_HEAD_BYTES = 4 << 10;
    private static final Duration IDLE = Duration.ofSeconds(60);
    private static final Duration QUESTION = Duration.ofSeconds(2);
    private static final int QUESTIONS_WAITED_FOR = 128;

    public static PeerServer bind(BindAddress address, PeerSecret secret, PeerMeters meters) {
        var handler = new PeerHandler(secret, meters);
        Javalin javalin = Javalin.create(settings -> {
            listen(settings, address);
            settings.jetty.modifyServer(server -> {
                var waiting = new Permits("questions", QUESTIONS_WAITED_FOR, QUESTIONS_WAITED_FOR, meters.registry());
                server.insertHandler(new BufferedBodies(QUESTION, waiting, Request::getRemoteAddr));
                server.insertHandler(new SignedHeads(secret, new Nonces(InstantSource.system())));
            });
            settings.routes.before(handler);
        });
        return new PeerServer(javalin.start(), handler, address.host());
    }

    /** {@code host} is one of this machine, by which peers reach it; {@code port} 0 to 65535. */
    public record BindAddress(String host, int port) {}

    private static void listen(JavalinConfig settings, BindAddress address) {
        new Listener(address.host(), address.port(), "peers-http", MAX_THREADS)
                .listen(settings, PeerServer::bound, cause -> cannotListen(address, cause));
        settings.jetty.modifyHttpConfiguration(http -> http.setRequestHeaderSize(MAX_HEAD_BYTES));
        settings.jetty.modifyHttpConfiguration(http -> http.setSendServerVersion(false));
    }

    private static void bound(ServerConnector connector) {
        connector.setIdleTimeout(IDLE.toMillis());
        connector.addBean(new NetworkConnectionLimit(MAX_CONNECTIONS, connector));
    }

    private static String cannotListen(BindAddress address, Throwable cause) {
        return "The peers' port cannot be opened on " + address.host() + " port " + address.port() + ": "
                + Listener.reason(cause) + " (peers.host and peers.port choose another)";
    }

    public NodeAddress address() {
        return new NodeAddress(host, javalin.port());
    }

    public void answerBy(QuestionHandler questions) {
        handler.answerBy(questions);
    }

    @Override
    public void close() {
        Listener.stop(javalin);
    }

    static final class PeerHandler implements Handler {
        private static final Logger LOG = LoggerFactory.getLogger(PeerHandler.class);

        private volatile Optional<QuestionHandler> questions = Optional.empty();
        private final PeerSecret secret;
        private final PeerMeters meters;

        PeerHandler(PeerSecret secret, PeerMeters meters) {
            this.secret = secret;
            this.meters = meters;
        }

        void answerBy(QuestionHandler given) {
            questions = Optional.of(given);
        }

        @Override
        public void handle(Context context) {
            long beganNanos = System.nanoTime();
            HttpServletResponse response = context.res();
            try {
                answer(context.req(), response);
            } catch (IOException e) {
                LOG.debug("The peer disconnected before it was answered", e);
            }
            meters.answered(response.getStatus(), Duration.ofNanos(System.nanoTime() - beganNanos));
            context.skipRemainingHandlers();
        }

        private void answer(HttpServletRequest request, HttpServletResponse response) throws IOException {
            byte[] question;
            try {
                question = BufferedBodies.read(request);
            } catch (IOException e) { // cut off, too slow, or not HTTP
                response.setHeader("Connection", "close");
                refuse(response, 408, "The question did not come in time.");
                return;
            }
            if (question.length > PeerProtocol.MAX_QUESTION_BYTES) {
                refuse(response, 413, "A question has at most " + PeerProtocol.MAX_QUESTION_BYTES + " bytes.");
            } else if (!stamp(request).isOf(question)) {
                refuse(response, 401, "The question does not match its signature.");
            } else {
                Optional<QuestionHandler> open = questions;
                if (open.isPresent()) answer(open.get(), question, request, response);
                else refuse(response, 503, "This node is starting.");
            }
        }

        private static PeerStamp stamp(HttpServletRequest request) {
            return (PeerStamp) request.getAttribute(PeerProtocol.STAMP); // of SignedHeads
        }

        private void answer(
                QuestionHandler questions, byte[] question, HttpServletRequest request, HttpServletResponse response)
                throws IOException {
            try (PeerAnswer answer = questions.answer(question)) {
                response.setStatus(answer.status());
                response.setContentType(PeerProtocol.CONTENT_TYPE);
                send(answer, stamp(request), response);
            } catch (IOException e) {
                LOG.debug("The peer disconnected while it was answered", e); // the server has ended the connection
            } catch (MalformedQuestion e) {
                refuse(response, 400, e.getMessage() + ".");
            } catch (RuntimeException e) { // the edge: whatever a question throws ends here
                LOG.error("The question of a peer failed", e);
                fail(e, request, response);
            }
        }

        private void send(PeerAnswer answer, PeerStamp stamp, HttpServletResponse response) throws IOException {
            var whole = new ByteArrayOutputStream();
            if (!answer.isStreamed()) answer.writeTo(whole);
            String signature = secret.signAnswer(stamp, answer.status(), whole.toByteArray());
            response.setHeader(PeerProtocol.SIGNATURE, signature);
            if (answer.isStreamed()) {
                var pieces = new SignedOutput(secret, stamp, response.getOutputStream());
                answer.writeTo(pieces);
                pieces.end();
            } else {
                response.setContentLength(whole.size());
                whole.writeTo(response.getOutputStream());
            }
        }

        private static void fail(RuntimeException failure, HttpServletRequest request, HttpServletResponse response)
                throws IOException {
            if (response.isCommitted()) {
                ServletContextRequest.getServletContextRequest(request)
                        .getServletChannel()
                        .abort(failure);
                return;
            }
            response.reset();
            refuse(response, 500, "This node failed; its log has the reason.");
        }

        private static void refuse(HttpServletResponse response, int status, String sentence) throws IOException {
            byte[] body = (sentence + "\n").getBytes(StandardCharsets.UTF_8);
            response.setStatus(status);
            response.setContentType("text/plain;charset=utf-8");
            response.setContentLength(body.length);
            response.getOutputStream().write(body);
        }
    }
}
