package dev.footfall.ingest.http;

import dev.footfall.events.Parsed;
import dev.footfall.ingest.http.BatchReader.Batch;
import dev.footfall.web.Json;
import dev.footfall.web.PercentDecoder;
import dev.footfall.web.ProblemDetails;
import dev.footfall.web.Reply;
import io.javalin.config.RoutesConfig;
import io.javalin.http.Context;
import io.javalin.http.HttpResponseException;
import jakarta.servlet.http.HttpServletRequest;
import java.util.List;
import java.util.concurrent.CompletionException;
import java.util.function.UnaryOperator;
import org.eclipse.jetty.http.HttpException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Ingest's answers. */
public final class Replies {
    private static final String PROMETHEUS_TEXT = "text/plain; version=0.0.4; charset=utf-8";
    private static final String RECEIVED = "footfall.received";

    /** Attribute of a request: a {@code UnaryOperator<Reply>} that gives each of its answers the form of the caller. */
    public static final String FORM = "footfall.form";

    private static final String RETRY_AFTER_SECONDS = "1";

    private Replies() {}

    static Reply outcome(int status, int accepted, List<Batch.Rejection> rejections) {
        byte[] body = Json.object(json -> {
            json.writeNumberField("accepted", accepted);
            json.writeArrayFieldStart("rejected");
            for (Batch.Rejection rejection : rejections) rejection.write(json);
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

    public static Reply badField(Parsed.Malformed reason) {
        return new ProblemDetails(400, "BadField", reason.field() + ": " + reason.error())
                .reply(json -> json.writeStringField("field", reason.field()));
    }

    /** 503 with the time after which to try again. */
    public static Reply tryAgain(String code, String detail) {
        return problem(503, code, detail).with("Retry-After", RETRY_AFTER_SECONDS);
    }

    static Reply busy() {
        return tryAgain("Busy", "Too many requests are in flight. Send this one again.");
    }

    static Reply tooSlow() {
        return problem(408, "TooSlow", "The body came too slowly. Nothing of it was accepted.");
    }

    public static void send(Reply ours, Context context) {
        UnaryOperator<Reply> form = context.attribute(FORM);
        Reply reply = form == null ? ours : form.apply(ours);
        reply.headers().forEach(context::header);
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

    /** Neither the answer nor the log repeats anything of the request. */
    static final class Failures {
        private static final Logger LOG = LoggerFactory.getLogger(Failures.class);

        private Failures() {}

        static void answerAll(RoutesConfig routes) {
            routes.exception(HttpResponseException.class, Failures::answer);
            routes.exception(Exception.class, (failure, context) -> Replies.send(replyTo(failure, context), context));
        }

        private static void answer(HttpResponseException failure, Context context) {
            String allowed = failure.getDetails().values().stream().findFirst().orElse("");
            Reply reply = switch (failure.getStatus()) {
                case 404 -> Replies.problem(404, "NotFound", "There is no such route.");
                case 405 ->
                    Replies.problem(405, "MethodNotAllowed", "This route has other methods.")
                            .with("Allow", allowed);
                default -> Replies.problem(failure.getStatus(), "RequestFailed", "The request cannot be answered.");
            };
            Replies.send(reply, context);
        }

        private static Reply replyTo(Exception failure, Context context) {
            if (failure instanceof HttpException broken) return notHttp(broken);
            // Jetty checks no path parameters, and Javalin decodes them
            return PercentDecoder.strict(context.req().getRequestURI()).isEmpty()
                    ? Replies.problem(400, "BadRequest", "The path is not percent-encoded UTF-8.")
                    : unexpected(failure);
        }

        /** The answer to a request that failed here. The log says where, but not the message: it could quote the request. */
        private static Reply unexpected(Throwable failure) {
            Throwable cause =
                    failure instanceof CompletionException && failure.getCause() != null ? failure.getCause() : failure;
            StackTraceElement[] trace = cause.getStackTrace();
            LOG.error("unexpected {} at {}", cause.getClass().getName(), trace.length == 0 ? "?" : trace[0]);
            return Replies.problem(500, "InternalError", "The request failed unexpectedly.");
        }

        static Reply ofServer(int status) {
            return status == 503
                    ? Replies.tryAgain("Stopping", "The server is stopping. Send this again to the next one.")
                    : Replies.problem(status, "RequestFailed", "The request cannot be answered.");
        }

        static Reply notHttp(HttpException broken) {
            return Replies.problem(broken.getCode(), "BadRequest", "The request is not HTTP as it should be.");
        }
    }
}
