package dev.footfall.ingest.http;

import dev.footfall.web.Reply;
import io.javalin.config.RoutesConfig;
import io.javalin.http.Context;
import io.javalin.http.HttpResponseException;
import java.util.concurrent.CompletionException;
import org.eclipse.jetty.http.HttpException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Ends requests that no route answers. Neither the answer nor the log repeats anything of the request. */
final class Failures {
    private static final Logger LOG = LoggerFactory.getLogger(Failures.class);

    private Failures() {}

    static void answerAll(RoutesConfig routes) {
        routes.exception(HttpResponseException.class, Failures::answer);
        routes.exception(Exception.class, Failures::answerUnexpected);
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

    private static void answerUnexpected(Exception failure, Context context) {
        Replies.send(failure instanceof HttpException broken ? notHttp(broken) : unexpected(failure), context);
    }

    /** The answer to a request that failed here. The log says where, but not the message: it could quote the request. */
    static Reply unexpected(Throwable failure) {
        Throwable cause =
                failure instanceof CompletionException && failure.getCause() != null ? failure.getCause() : failure;
        StackTraceElement[] trace = cause.getStackTrace();
        LOG.error("unexpected {} at {}", cause.getClass().getName(), trace.length == 0 ? "?" : trace[0]);
        return Replies.problem(500, "InternalError", "The request failed unexpectedly.");
    }

    /** The answer to a request that the server itself refuses. */
    static Reply ofServer(int status) {
        return status == 503
                ? Replies.tryAgain("Stopping", "The server is stopping. Send this again to the next one.")
                : Replies.problem(status, "RequestFailed", "The request cannot be answered.");
    }

    /** The answer to a request that is no HTTP. */
    static Reply notHttp(HttpException broken) {
        return Replies.problem(broken.getCode(), "BadRequest", "The request is not HTTP as it should be.");
    }
}
