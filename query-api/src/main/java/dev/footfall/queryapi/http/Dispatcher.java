package dev.footfall.queryapi.http;

import dev.footfall.queryapi.auth.Authentication;
import dev.footfall.queryapi.http.admission.Callers;
import dev.footfall.queryapi.http.admission.Sender;
import dev.footfall.web.Reply;
import dev.footfall.web.StreamedBody;
import io.javalin.http.Context;
import io.javalin.http.Handler;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.util.Collections;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Answers every request: finds the route by the raw path, knows the caller, looks after methods, limits, conditional
 * requests and cross-origin callers, and turns a failure into a 500 whose stack trace is in the log alone.
 */
final class Dispatcher implements Handler {
    private static final Logger LOG = LoggerFactory.getLogger(Dispatcher.class);
    private final Routes routes;
    private final Callers callers;
    private final TimeLimit timeLimit;
    private final Sending sending;
    private final RequestTimer timer;

    Dispatcher(Routes routes, Callers callers, Watches watches, RequestTimer timer) {
        this.routes = routes;
        this.callers = callers;
        this.timeLimit = watches.handling();
        this.sending = new Sending(watches.pieces());
        this.timer = timer;
    }

    @Override
    public void handle(Context context) throws IOException {
        var asked = new Asked(context.req(), routes);
        HttpServletResponse response = context.res();
        try (TimeLimit.Turn turn = timeLimit.begin(() -> answerLate(asked, response))) {
            Reply answer = reply(asked);
            boolean isUnread = RequestBody.isLeft(asked.request);
            Reply reply = isUnread ? answer.with("Connection", "close") : answer;
            if (turn.take()) finish(asked, reply, response);
            else reply.streamed().ifPresent(StreamedBody::close);
        }
        context.skipRemainingHandlers();
    }

    /** The whole reply, as it is sent. */
    private Reply reply(Asked asked) {
        try {
            Authentication authentication = callers.authenticate(asked.request);
            Reply reply = Envelope.around(answer(asked, authentication), asked.requestId, authentication);
            return Negotiation.of(reply, asked.request);
        } catch (RuntimeException e) { // the edge: whatever a route throws ends here
            LOG.error("Request {} to {} failed", asked.requestId, asked.template(), e);
            return Envelope.around(Problem.internalError(asked.requestId), asked.requestId);
        }
    }

    private Reply answer(Asked asked, Authentication authentication) {
        boolean isLimited =
                asked.match.filter(match -> match.route().isForOperators()).isEmpty();
        boolean isPreflight = asked.request.getMethod().equals("OPTIONS");
        Duration wait = isLimited && !isPreflight ? callers.limit(asked.request, authentication) : Duration.ZERO;
        if (!wait.isZero()) return Problem.tooManyRequests(wait);
        return asked.match
                .map(match -> answer(match, asked, sender(asked, authentication)))
                .orElseGet(() -> Routes.nowhere(asked.path));
    }

    private Sender sender(Asked asked, Authentication authentication) {
        return new Sender(authentication.caller(), callers.share(asked.request, authentication));
    }

    private static Reply answer(Routes.Match match, Asked asked, Sender sender) {
        try {
            Route route = match.route();
            String method = asked.request.getMethod();
            if (method.equals("OPTIONS")) return preflight(route.methods());
            if (!route.takes(method)) return Problem.methodNotAllowed(route.methods());
            byte[] body = route.hasBody() ? RequestBody.read(asked.request) : new byte[0];
            return match.answer(asked.query(), sender, body);
        } catch (BadParameter e) {
            return Problem.badParameter(e);
        } catch (Refused e) {
            return e.reply();
        }
    }

    private static Reply preflight(String methods) {
        return Reply.empty(204)
                .with("Allow", methods)
                .with("Access-Control-Allow-Methods", methods)
                .with("Access-Control-Allow-Headers", "Authorization, Content-Type, If-None-Match, " + RequestId.HEADER)
                .with("Access-Control-Max-Age", "86400");
    }

    private void answerLate(Asked asked, HttpServletResponse response) {
        LOG.warn("Request {} to {} took too long", asked.requestId, asked.template());
        Reply reply = Problem.unavailable("this took too long", json -> {}).with("Connection", "close");
        try {
            finish(asked, Envelope.around(reply, asked.requestId), response);
            response.getOutputStream().close();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private void finish(Asked asked, Reply reply, HttpServletResponse response) throws IOException {
        Duration taken = Duration.ofNanos(System.nanoTime() - asked.beganNanos);
        String method = timer.record(asked.template(), asked.request.getMethod(), reply.status(), taken);
        AccessLog.write(asked.requestId, method, asked.template(), reply, taken);
        send(reply, asked.request, response);
    }

    private void send(Reply reply, HttpServletRequest request, HttpServletResponse response) throws IOException {
        Optional<StreamedBody> streamed = reply.streamed();
        if (streamed.isPresent()) sending.stream(reply, streamed.get(), request, response);
        else sending.send(reply, request, response);
    }

    /** A request as it came in. */
    private static final class Asked {
        private final long beganNanos = System.nanoTime();
        private final HttpServletRequest request;
        private final String requestId;
        private final RequestPath path;
        private final Optional<Routes.Match> match;

        Asked(HttpServletRequest request, Routes routes) {
            this.request = request;
            this.requestId = RequestId.of(Collections.list(request.getHeaders(RequestId.HEADER)));
            this.path = RequestPath.of(orEmpty(request.getRequestURI()));
            this.match = routes.match(path);
        }

        String template() {
            return match.map(found -> found.route().template()).orElse(RequestTimer.NO_ROUTE);
        }

        QueryParameters query() {
            return QueryParameters.of(orEmpty(request.getQueryString()));
        }

        private static String orEmpty(@Nullable String text) {
            return text == null ? "" : text;
        }
    }
}
