package dev.footfall.ingest.http;

import dev.footfall.web.HttpProblemException;
import dev.footfall.web.PercentDecoder;
import dev.footfall.web.Reply;
import io.javalin.config.RoutesConfig;
import io.javalin.http.Context;
import io.javalin.http.HttpResponseException;
import java.util.concurrent.CompletionException;
import org.eclipse.jetty.http.HttpException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Neither the answer nor the log repeats anything of the request. */
final class FailureReplies {
    private static final Logger LOG = LoggerFactory.getLogger(FailureReplies.class);

    private FailureReplies() {}

    static void answerAll(RoutesConfig routes) {
        routes.exception(HttpResponseException.class, FailureReplies::answer);
        routes.exception(HttpProblemException.class, (problem, context) -> Replies.send(problem.reply(), context));
        routes.exception(Exception.class, (failure, context) -> Replies.send(replyTo(failure, context), context));
    }

    private static void answer(HttpResponseException failure, Context context) {
        String allowed = failure.getDetails().values().stream().findFirst().orElse("");
        Reply reply = switch (failure.getStatus()) {
            case 404 -> Replies.problem(404, "NotFound", "This route does not exist.");
            case 405 ->
                Replies.problem(405, "MethodNotAllowed", "This method is not allowed here.")
                        .with("Allow", allowed);
            default -> Replies.problem(failure.getStatus(), "RequestFailed", "The request cannot be processed.");
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
                ? Replies.tryAgain("Stopping", "The server is stopping. Send the request again to the next one.")
                : Replies.problem(status, "RequestFailed", "The request cannot be processed.");
    }

    static Reply notHttp(HttpException broken) {
        return Replies.problem(broken.getCode(), "BadRequest", "The request is not valid HTTP.");
    }
}
