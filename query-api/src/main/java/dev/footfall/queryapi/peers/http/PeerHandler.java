package dev.footfall.queryapi.peers.http;

import dev.footfall.queryapi.peers.PeerMeters;
import dev.footfall.queryapi.peers.PeerProtocol;
import dev.footfall.queryapi.peers.PeerSecret;
import dev.footfall.queryapi.peers.PeerStamp;
import dev.footfall.queryapi.peers.QuestionHandler;
import dev.footfall.queryapi.peers.SignedOutput;
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
import org.eclipse.jetty.http.HttpException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Answers the questions of peers whose heads {@link SignedHeads} has let through. */
final class PeerHandler implements Handler {
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
            LOG.debug("The peer has gone before it was answered", e);
        }
        meters.answered(response.getStatus(), Duration.ofNanos(System.nanoTime() - beganNanos));
        context.skipRemainingHandlers();
    }

    private void answer(HttpServletRequest request, HttpServletResponse response) throws IOException {
        var stamp = (PeerStamp) request.getAttribute(PeerProtocol.STAMP); // of SignedHeads
        byte[] question;
        try {
            question = request.getInputStream().readNBytes(PeerProtocol.MAX_QUESTION_BYTES + 1);
        } catch (IOException | HttpException.RuntimeException e) { // cut off, or too slow
            response.setHeader("Connection", "close");
            refuse(response, 408, "The question did not come in time.");
            return;
        }
        if (question.length > PeerProtocol.MAX_QUESTION_BYTES) {
            refuse(response, 413, "A question has at most " + PeerProtocol.MAX_QUESTION_BYTES + " bytes.");
        } else if (!stamp.isOf(question)) {
            refuse(response, 401, "The question is not the one that was signed.");
        } else {
            Optional<QuestionHandler> open = questions;
            if (open.isPresent()) answer(open.get(), new SignedQuestion(stamp, question), request, response);
            else refuse(response, 503, "This node is starting.");
        }
    }

    private static final class SignedQuestion {
        private final PeerStamp stamp;
        private final byte[] question;

        SignedQuestion(PeerStamp stamp, byte[] question) {
            this.stamp = stamp;
            this.question = question;
        }
    }

    private void answer(
            QuestionHandler questions, SignedQuestion signed, HttpServletRequest request, HttpServletResponse response)
            throws IOException {
        try (QuestionHandler.PeerAnswer answer = questions.answer(signed.question)) {
            response.setStatus(answer.status());
            response.setContentType(PeerProtocol.CONTENT_TYPE);
            if (answer.isStreamed()) {
                sign(signed, answer.status(), new byte[0], response);
                var pieces = new SignedOutput(secret, signed.stamp, response.getOutputStream());
                answer.writeTo(pieces);
                pieces.end();
            } else {
                send(signed, answer, response);
            }
        } catch (IOException e) {
            LOG.debug("The peer has gone while it was answered", e); // the server has ended the connection
        } catch (QuestionHandler.MalformedQuestion e) {
            refuse(response, 400, e.getMessage() + ".");
        } catch (RuntimeException e) { // the edge: whatever a question throws ends here
            LOG.error("The question of a peer failed", e);
            fail(e, request, response);
        }
    }

    private void send(SignedQuestion signed, QuestionHandler.PeerAnswer answer, HttpServletResponse response)
            throws IOException {
        var bytes = new ByteArrayOutputStream();
        answer.writeTo(bytes);
        sign(signed, answer.status(), bytes.toByteArray(), response);
        response.setContentLength(bytes.size());
        bytes.writeTo(response.getOutputStream());
    }

    private void sign(SignedQuestion signed, int status, byte[] body, HttpServletResponse response) {
        response.setHeader(PeerProtocol.SIGNATURE, secret.signAnswer(signed.stamp, status, body));
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
