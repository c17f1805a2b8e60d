package dev.footfall.queryapi.http;

import dev.footfall.queryapi.auth.Caller;
import io.javalin.http.Context;
import io.javalin.http.Handler;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.time.Duration;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Answers every request: finds the route by the raw path, looks after methods, conditional requests and cross-origin
 * callers, and turns a failure into a 500 whose stack trace is in the log alone.
 */
final class Dispatcher implements Handler {
    private static final Logger LOG = LoggerFactory.getLogger(Dispatcher.class);
    private final Routes routes;
    private final RequestTimer timer;

    Dispatcher(Routes routes, RequestTimer timer) {
        this.routes = routes;
        this.timer = timer;
    }

    @Override
    public void handle(Context context) throws IOException {
        long start = System.nanoTime();
        HttpServletRequest request = context.req();
        String requestId = RequestId.of(request.getHeader(RequestId.HEADER));
        RequestPath path = RequestPath.of(orEmpty(request.getRequestURI()));
        Optional<Routes.Match> match = routes.match(path);

        Reply reply = match.map(found -> answer(found, request, requestId)).orElseGet(() -> Routes.nowhere(path));
        timer.record(
                match.map(found -> found.route().template()).orElse(RequestTimer.NO_ROUTE),
                request.getMethod(),
                reply.status(),
                Duration.ofNanos(System.nanoTime() - start));
        send(Envelope.around(reply, requestId), request, context.res());
        context.skipRemainingHandlers();
    }

    private static Reply answer(Routes.Match match, HttpServletRequest request, String requestId) {
        Route route = match.route();
        try {
            if (request.getMethod().equals("OPTIONS")) return preflight(route.methods());
            return route.takes(request.getMethod()) ? ask(match, request) : Problem.methodNotAllowed(route.methods());
        } catch (BadParameter e) {
            return Problem.badParameter(e);
        } catch (Refused e) {
            return e.reply();
        } catch (RuntimeException e) { // the edge: whatever a route throws ends here
            LOG.error("Request {} to {} failed", requestId, route.template(), e);
            return Problem.internalError(requestId);
        }
    }

    private static Reply ask(Routes.Match match, HttpServletRequest request) {
        byte[] body = match.route().hasBody() ? RequestBody.read(request) : new byte[0];
        Reply reply = match.answer(QueryParameters.of(orEmpty(request.getQueryString())), Caller.ANONYMOUS, body);
        String ifNoneMatch = request.getHeader("If-None-Match");
        return ifNoneMatch == null ? reply : reply.unlessMatches(ifNoneMatch);
    }

    private static Reply preflight(String methods) {
        return Reply.empty(204)
                .with("Allow", methods)
                .with("Access-Control-Allow-Methods", methods)
                .with("Access-Control-Allow-Headers", "Authorization, Content-Type, If-None-Match, " + RequestId.HEADER)
                .with("Access-Control-Max-Age", "86400");
    }

    private static void send(Reply reply, HttpServletRequest request, HttpServletResponse response) throws IOException {
        Optional<StreamedBody> streamed = reply.streamed();
        if (streamed.isPresent()) Sending.stream(reply, streamed.get(), request, response);
        else Sending.send(reply, response);
    }

    private static String orEmpty(@Nullable String text) {
        return text == null ? "" : text;
    }
}
