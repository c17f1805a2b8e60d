package dev.footfall.ingest.http;

import dev.footfall.events.Decoded;
import dev.footfall.web.Json;
import dev.footfall.web.ProblemDetails;
import dev.footfall.web.Reply;
import io.javalin.http.Context;
import io.javalin.http.HttpStatus;
import jakarta.servlet.http.HttpServletRequest;
import java.io.IOException;
import java.util.List;

/** The answers of ingest. */
final class Replies {
    private static final String PROMETHEUS_TEXT = "text/plain; version=0.0.4; charset=utf-8";
    private static final String RETRY_AFTER_SECONDS = "1";

    private Replies() {}

    /** The reply with the outcome of a request's events. */
    static Reply outcome(int status, int accepted, List<Rejection> rejections) {
        byte[] body = Json.object(json -> {
            json.writeNumberField("accepted", accepted);
            json.writeArrayFieldStart("rejected");
            for (Rejection rejection : rejections) rejection.write(json);
            json.writeEndArray();
        });
        return Reply.of(status, Reply.JSON, body);
    }

    /** The one word that liveness and readiness answer. */
    static Reply statusIs(String word) {
        return Reply.of(200, Reply.JSON, Json.object(json -> json.writeStringField("status", word)));
    }

    /** The process's metrics, in Prometheus' text format. */
    static Reply metrics(String text) {
        return Reply.of(200, PROMETHEUS_TEXT, text);
    }

    /** A failure of the whole request. */
    static Reply problem(int status, String code, String detail) {
        return details(status, code, detail).reply(json -> {});
    }

    /** A request whose path, query or body has a part that cannot be: the field's name, and what is allowed. */
    static Reply badField(Decoded.Malformed reason) {
        return details(400, "BadField", reason.field() + ": " + reason.error())
                .reply(json -> json.writeStringField("field", reason.field()));
    }

    private static ProblemDetails details(int status, String code, String detail) {
        return new ProblemDetails(status, HttpStatus.forStatus(status).getMessage(), code, detail);
    }

    /** A failure that passes: the same request may be sent again. */
    static Reply tryAgain(String code, String detail) {
        return problem(503, code, detail).with("Retry-After", RETRY_AFTER_SECONDS);
    }

    /** The answer while there is no memory for a request. */
    static Reply busy() {
        return tryAgain("Busy", "Too many requests are in flight. Send this one again.");
    }

    /** The answer to a body that does not come on. */
    static Reply tooSlow() {
        return problem(408, "TooSlow", "The body came too slowly. Nothing of it was accepted.");
    }

    /** Sends a reply, and says that the connection ends if it does. */
    static void send(Reply reply, Context context) {
        reply.headers().forEach(context::header);
        if (isUnread(context.req())) context.header("Connection", "close");
        context.status(reply.status()).result(reply.body());
    }

    /** True if a body is left: the server ends the connection after the answer then, and the answer should say so. */
    private static boolean isUnread(HttpServletRequest request) {
        boolean hasBody = request.getContentLengthLong() > 0 || request.getHeader("Transfer-Encoding") != null;
        try {
            return hasBody && !request.getInputStream().isFinished();
        } catch (IOException e) {
            return true; // what cannot be read is left
        }
    }
}
