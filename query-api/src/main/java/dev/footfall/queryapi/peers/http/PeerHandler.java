package dev.footfall.queryapi.peers.http;

import dev.footfall.queryapi.peers.PeerDesk;
import dev.footfall.queryapi.peers.PeerMeters;
import dev.footfall.queryapi.peers.PeerProtocol;
import dev.footfall.queryapi.peers.PeerSecret;
import io.javalin.http.Context;
import io.javalin.http.Handler;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Optional;
import org.eclipse.jetty.ee10.servlet.ServletContextRequest;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Takes the questions of peers: bounded, signed, and one kind of path. */
final class PeerHandler implements Handler {
    private static final Logger LOG = LoggerFactory.getLogger(PeerHandler.class);

    private volatile Optional<PeerDesk> desk = Optional.empty();
    private final PeerSecret secret;
    private final PeerMeters meters;

    PeerHandler(PeerSecret secret, PeerMeters meters) {
        this.secret = secret;
        this.meters = meters;
    }

    void answerBy(PeerDesk given) {
        desk = Optional.of(given);
    }

    @Override
    public void handle(Context context) throws IOException {
        long beganNanos = System.nanoTime();
        HttpServletResponse response = context.res();
        answer(context.req(), response);
        meters.answered(response.getStatus(), Duration.ofNanos(System.nanoTime() - beganNanos));
        context.skipRemainingHandlers();
    }

    private void answer(HttpServletRequest request, HttpServletResponse response) throws IOException {
        boolean isAsked = request.getMethod().equals("POST") && PeerProtocol.PATH.equals(request.getRequestURI());
        if (!isAsked) {
            response.setHeader("Connection", "close"); // what was sent along is not read
            refuse(response, 404, "Peers ask with POST " + PeerProtocol.PATH + ".");
            return;
        }
        byte[] question = request.getInputStream().readNBytes(PeerProtocol.MAX_QUESTION_BYTES + 1);
        Optional<String> signature = Optional.ofNullable(request.getHeader(PeerProtocol.SIGNATURE));
        if (question.length > PeerProtocol.MAX_QUESTION_BYTES) {
            response.setHeader("Connection", "close");
            refuse(response, 413, "A question has at most " + PeerProtocol.MAX_QUESTION_BYTES + " bytes.");
        } else if (!secret.hasSigned(question, signature)) {
            refuse(response, 401, "The question is not signed with the peers.secret of this node.");
        } else {
            Optional<PeerDesk> open = desk;
            if (open.isPresent()) answer(open.get(), question, request, response);
            else refuse(response, 503, "This node is starting.");
        }
    }

    private static void answer(PeerDesk desk, byte[] question, HttpServletRequest request, HttpServletResponse response)
            throws IOException {
        try (PeerDesk.PeerAnswer answer = desk.answer(question)) {
            response.setStatus(answer.status());
            response.setContentType(PeerProtocol.CONTENT_TYPE);
            if (answer.isStreamed()) answer.writeTo(response.getOutputStream());
            else send(answer, response);
        } catch (IOException e) {
            LOG.debug("The peer has gone while it was answered", e); // the server has ended the connection
        } catch (PeerDesk.MalformedQuestion e) {
            refuse(response, 400, e.getMessage() + ".");
        } catch (RuntimeException e) { // the edge: whatever a question throws ends here
            LOG.error("The question of a peer failed", e);
            fail(e, request, response);
        }
    }

    private static void send(PeerDesk.PeerAnswer answer, HttpServletResponse response) throws IOException {
        var bytes = new ByteArrayOutputStream();
        answer.writeTo(bytes);
        response.setContentLength(bytes.size());
        bytes.writeTo(response.getOutputStream());
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
