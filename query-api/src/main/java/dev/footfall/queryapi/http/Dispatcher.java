package dev.footfall.queryapi.http;

import dev.footfall.queryapi.auth.Authentication;
import dev.footfall.web.EventBody;
import dev.footfall.web.EventStream;
import dev.footfall.web.HttpProblemException;
import dev.footfall.web.PercentEncoder;
import dev.footfall.web.Reply;
import io.javalin.http.Context;
import io.javalin.http.Handler;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.util.Collections;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Answers every request: finds the route by the raw path, knows the caller, looks after methods, limits, conditional
 * requests and cross-origin callers, and turns a failure into a 500 whose stack trace is in the log alone.
 */
record Dispatcher(
        Supplier<RouteTable> routes, ErrorForms errors, Callers callers, TimeLimit timeLimit, MeterRegistry metrics)
        implements Handler {
    private static final Logger LOG = LoggerFactory.getLogger(Dispatcher.class);
    private static final Logger ACCESS = LoggerFactory.getLogger("dev.footfall.queryapi.access");
    private static final Set<String> METHODS = Set.of("GET", "HEAD", "OPTIONS", "POST");
    private static final Duration[] BUCKETS = {
        Duration.ofMillis(1), Duration.ofMillis(5), Duration.ofMillis(10), Duration.ofMillis(50),
        Duration.ofMillis(100), Duration.ofMillis(500), Duration.ofSeconds(1), Duration.ofSeconds(5)
    };

    /** The first event is on its way then: the client comes again by itself. */
    private static final Executor SOON = CompletableFuture.delayedExecutor(1, TimeUnit.SECONDS);

    private static final String ALLOWED_HEADERS =
            "Authorization, Cache-Control, Content-Type, If-None-Match, New-Api-User, " + CommonHeaders.REQUEST_ID;

    @Override
    public void handle(Context context) throws IOException {
        var exchange = new Exchange(context.req(), routes.get());
        try (RequestTurn turn = timeLimit.ofRoute(() -> answerLate(exchange, context.res()))) {
            Reply answer = reply(exchange);
            boolean isUnread = RequestBody.isLeft(exchange.request);
            Reply reply = isUnread ? answer.with("Connection", "close") : answer;
            if (turn.take()) finish(exchange, reply, context);
            else reply.discard();
        }
        context.skipRemainingHandlers();
    }

    private Reply reply(Exchange exchange) {
        try {
            Authentication authentication = callers.authenticate(exchange.request);
            Reply answer = errors.at(exchange.path, answer(exchange, authentication));
            Reply reply = CommonHeaders.around(answer, exchange.requestId, authentication);
            return Negotiation.of(reply, exchange.request);
        } catch (RuntimeException e) { // the edge: whatever a route throws ends here
            LOG.error("Request {} to {} failed", exchange.requestId, exchange.template(), e);
            Reply failure = errors.at(exchange.path, Problem.internalError(exchange.requestId));
            return CommonHeaders.around(failure, exchange.requestId);
        }
    }

    private Reply answer(Exchange exchange, Authentication authentication) {
        boolean isLimited =
                exchange.match.filter(match -> match.route().isForOperators()).isEmpty();
        boolean isPreflight = exchange.request.getMethod().equals("OPTIONS");
        if (!isLimited || isPreflight) return answerAllowed(exchange, authentication);
        Optional<Callers.RateLimit.Allowance> allowance = callers.limit(exchange.request, authentication);
        Reply reply = allowance
                .map(Callers.RateLimit.Allowance::delay)
                .filter(delay -> !delay.isZero())
                .map(Problem::tooManyRequests)
                .orElseGet(() -> answerAllowed(exchange, authentication));
        return allowance.map(known -> reply.with(known.headers())).orElse(reply);
    }

    private Reply answerAllowed(Exchange exchange, Authentication authentication) {
        var sender = new Sender(authentication.caller(), callers.share(exchange.request, authentication));
        return exchange.match
                .map(match -> answer(match, exchange, sender))
                .orElseGet(Problem::notFound); // whatever repository stands in it
    }

    private Reply answer(RouteTable.Match match, Exchange exchange, Sender sender) {
        try {
            Route route = match.route();
            String method = exchange.request.getMethod();
            if (method.equals("OPTIONS")) return preflight(route.methods());
            if (!route.takes(method)) return Problem.methodNotAllowed(route.methods());
            byte[] body = route.hasBody() ? RequestBody.read(exchange.request) : new byte[0];
            Reply reply = match.answer(exchange.query(), sender, exchange.message(body, callers));
            boolean hasChunks = !exchange.request.getProtocol().equals("HTTP/1.0");
            boolean hasAnEnd = reply.streamed().isEmpty() || reply.headers().containsValue(Reply.JSON);
            if (hasChunks || hasAnEnd) return reply;
            reply.discard();
            return Problem.upgradeRequired();
        } catch (HttpProblemException e) {
            return e.reply();
        }
    }

    private static Reply preflight(String methods) {
        return Reply.empty(204)
                .with("Allow", methods)
                .with("Access-Control-Allow-Methods", methods)
                .with("Access-Control-Allow-Headers", ALLOWED_HEADERS)
                .with("Access-Control-Max-Age", "86400");
    }

    private void answerLate(Exchange exchange, HttpServletResponse response) {
        LOG.warn("Request {} to {} took too long", exchange.requestId, exchange.template());
        Reply late = Problem.unavailable("the request took too long").with("Connection", "close");
        Reply reply = errors.at(exchange.path, late);
        try {
            note(exchange, reply);
            ResponseWriter.sendShort(CommonHeaders.around(reply, exchange.requestId), response);
            response.getOutputStream().close();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private void finish(Exchange exchange, Reply reply, Context context) throws IOException {
        note(exchange, reply);
        Optional<EventBody> events = reply.events();
        if (events.isEmpty()) {
            new ResponseWriter(timeLimit, errors).send(reply, exchange.request, context.res());
        } else if (exchange.request.getMethod().equals("HEAD")) {
            reply.discard();
            ResponseWriter.start(reply, context.res());
        } else {
            context.future(() -> begin(exchange, reply, events.get(), context));
        }
    }

    /**
     * Times a request, and writes a line about it to the access log. Both have the shape of the path, never the path, the
     * query, a token or an address.
     */
    private void note(Exchange exchange, Reply reply) {
        Duration taken = Duration.ofNanos(System.nanoTime() - exchange.beganNanos);
        String method = METHODS.contains(exchange.request.getMethod()) ? exchange.request.getMethod() : "other";
        String route = exchange.template();
        Timer.builder("footfall.query.requests")
                .description("Requests to the query API and their duration")
                .tag("route", route)
                .tag("method", method)
                .tag("status", Integer.toString(reply.status()))
                .serviceLevelObjectives(BUCKETS)
                .register(metrics)
                .record(taken);
        if (!ACCESS.isInfoEnabled()) return;
        long millis = taken.toMillis();
        int bytes = reply.body().length;
        ACCESS.info("{} {} {} {} {} ms {} bytes", exchange.requestId, method, route, reply.status(), millis, bytes);
    }

    /** The request is over when the stream has ended, and takes no thread until then. */
    private CompletableFuture<Void> begin(Exchange exchange, Reply reply, EventBody events, Context context) {
        ResponseWriter.start(reply, context.res());
        try {
            EventStream stream = EventStream.open(context.req(), context.res());
            events.begin(stream);
            if (routes.get() != exchange.routes) SOON.execute(stream::end); // it is of a state that answers no more
            return stream.ended();
        } catch (IOException e) {
            events.close();
            return CompletableFuture.completedFuture(null);
        }
    }

    private static final class Exchange {
        private final long beganNanos = System.nanoTime();
        private final HttpServletRequest request;
        private final RouteTable routes;
        private final String requestId;
        private final RequestPath path;
        private final Optional<RouteTable.Match> match;

        Exchange(HttpServletRequest request, RouteTable routes) {
            this.request = request;
            this.routes = routes;
            this.requestId = CommonHeaders.requestId(Collections.list(request.getHeaders(CommonHeaders.REQUEST_ID)));
            this.path = RequestPath.of(orEmpty(request.getRequestURI()));
            this.match = routes.match(path);
        }

        String template() {
            return match.map(found -> found.route().template()).orElse("none");
        }

        Request.Message message(byte[] body, Callers callers) {
            String query = request.getQueryString() == null ? "" : "?" + request.getQueryString();
            String url = PercentEncoder.url(request.getRequestURI() + query);
            return new Request.Message(body, wantsEvents(), url, () -> callers.origin(request));
        }

        private boolean wantsEvents() {
            return request.getMethod().equals("GET")
                    && Collections.list(request.getHeaders("Accept")).stream()
                            .anyMatch(types -> types.contains(EventStream.TYPE));
        }

        QueryParameters query() {
            return QueryParameters.of(orEmpty(request.getQueryString()));
        }

        private static String orEmpty(@Nullable String text) {
            return text == null ? "" : text;
        }
    }
}
