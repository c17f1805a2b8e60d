package dev.footfall.ingest.http;

import dev.footfall.events.FieldError;
import dev.footfall.web.Json;
import dev.footfall.web.ProblemDetails;
import dev.footfall.web.Reply;
import io.javalin.http.Context;
import jakarta.servlet.http.HttpServletRequest;
import java.util.List;
import java.util.function.UnaryOperator;

/** Ingest's answers. */
public final class Replies {
    static final String PROMETHEUS_TEXT = "text/plain; version=0.0.4; charset=utf-8";
    private static final String RECEIVED = "footfall.received";

    /** Attribute of a request: a {@code UnaryOperator<Reply>} that gives each of its answers the form of the caller. */
    public static final String FORM = "footfall.form";

    private static final String RETRY_AFTER_SECONDS = "1";

    private Replies() {}

    static Reply outcome(int status, int accepted, List<PostedBatch.Rejection> rejections) {
        byte[] body = Json.object(json -> {
            json.writeNumberField("accepted", accepted);
            json.writeArrayFieldStart("rejected");
            for (PostedBatch.Rejection rejection : rejections) rejection.write(json);
            json.writeEndArray();
        });
        return Reply.of(status, Reply.JSON, body);
    }

    static Reply statusIs(String word) {
        return Reply.of(200, Reply.JSON, Json.object(json -> json.writeStringField("status", word)));
    }

    static Reply metrics(String text) {
        return Reply.of(200, PROMETHEUS_TEXT, text);
    }

    public static Reply problem(int status, String code, String detail) {
        return new ProblemDetails(status, code, detail).reply(json -> {});
    }

    public static Reply badField(FieldError reason) {
        return new ProblemDetails(400, "BadField", reason.field() + ": " + reason.error()).reply(json -> {
            json.writeStringField("parameter", reason.field());
            json.writeStringField("field", reason.field());
        });
    }

    /** 503 with the time after which to try again. */
    public static Reply tryAgain(String code, String detail) {
        return problem(503, code, detail).with("Retry-After", RETRY_AFTER_SECONDS);
    }

    static Reply busy() {
        return tryAgain("Busy", "Too many requests are in flight. Send this one again.");
    }

    static Reply tooSlow() {
        return problem(408, "TooSlow", "The body arrived too slowly. Nothing of it was accepted.");
    }

    public static void send(Reply ours, Context context) {
        UnaryOperator<Reply> form = context.attribute(FORM);
        Reply reply = form == null ? ours : form.apply(ours);
        reply.headers().forEach(context::header);
        if (!reply.headers().containsKey("Content-Type")) context.res().setContentType(null); // else Javalin's own
        if (isUnread(context.req())) context.header("Connection", "close");
        context.status(reply.status()).result(reply.body());
    }

    /** True if a body is left: the server ends the connection after the answer then, and the answer should say so. */
    private static boolean isUnread(HttpServletRequest request) {
        boolean hasBody = request.getContentLengthLong() > 0 || request.getHeader("Transfer-Encoding") != null;
        return hasBody && request.getAttribute(RECEIVED) == null;
    }

    static void markReceived(Context context) {
        context.req().setAttribute(RECEIVED, true);
    }
}
