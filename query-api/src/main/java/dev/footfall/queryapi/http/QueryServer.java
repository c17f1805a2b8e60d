package dev.footfall.queryapi.http;

import dev.footfall.queryapi.http.QueryService.Shares;
import dev.footfall.web.BufferedBodies;
import dev.footfall.web.ErrorPages;
import dev.footfall.web.HeadTimeouts;
import dev.footfall.web.Listener;
import dev.footfall.web.Permits;
import io.javalin.Javalin;
import io.javalin.config.JavalinConfig;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Consumer;
import java.util.function.Function;
import org.eclipse.jetty.http.UriCompliance;
import org.eclipse.jetty.server.Handler;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.server.Response;
import org.eclipse.jetty.server.Server;
import org.eclipse.jetty.server.ServerConnector;
import org.eclipse.jetty.server.handler.GracefulHandler;
import org.eclipse.jetty.util.Callback;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The HTTP port for readers: routing, authentication, concurrency permits, time limits and event streams around the
 * given {@link Api}s.
 *
 * <p>Lifecycle: {@link #start} binds the port; {@link #answerFrom} swaps the state atomically; {@link #close} ends
 * event streams, waits five seconds for requests under way and frees the port. The backend is not closed here. Safe for
 * many threads. Start fails with the setting's key if the port cannot be bound; then nothing is left open.
 */
public final class QueryServer implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(QueryServer.class);

    /** Besides those that handle requests: to accept connections, to read heads, and to refuse what is too much. */
    private static final int SERVER_THREADS = 32;

    private static final Duration GRACE = Duration.ofSeconds(5);

    private final Javalin javalin;
    private final TimeLimit timeLimit;
    private final Consumer<Backend> answering;
    private final EventStreams streams;

    private QueryServer(Javalin javalin, TimeLimit timeLimit, Consumer<Backend> answering, EventStreams streams) {
        this.javalin = javalin;
        this.timeLimit = timeLimit;
        this.answering = answering;
        this.streams = streams;
    }

    public static QueryServer start(QueryConfig config, Backend backend, List<Api> bundles) {
        return start(config, backend, bundles, Limits.STANDARD);
    }

    static QueryServer start(QueryConfig config, Backend backend, List<Api> bundles, Limits limits) {
        var callers = new Callers(config.callers(), backend.metrics(), backend.clock());
        Shares shares = Shares.of(callers);
        var streams = new EventStreams(
                callers.longPermits("streams", EventStreams.MOST, EventStreams.MOST / Limits.PART_OF_ONE),
                backend.metrics());
        Function<Backend, RouteTable> table = source -> {
            var answers =
                    new AnswerRenderer(config.maxLagRecords(), source.rules().id(), source.clock());
            return new RouteTable(bundles, new QueryService(source, answers, shares, streams, source.gaps(), config));
        };
        RouteTable first = table.apply(backend);
        var routes = new AtomicReference<>(first);
        var timeLimit = new TimeLimit(limits.patience());
        var errors = new ErrorForms(bundles);
        var dispatcher = new Dispatcher(routes::get, errors, callers, timeLimit, backend.metrics());

        try {
            Javalin javalin = Javalin.create(settings -> {
                listen(settings, config, limits);
                ErrorPages.replace(settings, errors::ofServer);
                settings.jetty.modifyServer(server -> handleBefore(server, first.operatorPaths(), callers, limits));
                settings.router.javaLangErrorHandler(QueryServer::answerError);
                settings.routes.before(dispatcher);
            });
            Consumer<Backend> answering = next -> routes.set(table.apply(next));
            return new QueryServer(javalin.start(), timeLimit, answering, streams);
        } catch (RuntimeException e) {
            streams.close();
            timeLimit.close();
            throw e;
        }
    }

    /** Answers the requests that begin from now on from another backend; those under way end as they have begun, and streams of events end. */
    public void answerFrom(Backend backend) {
        answering.accept(backend);
        streams.end();
    }

    public int port() {
        return javalin.port();
    }

    /** Takes no more requests, finishes those that are under way within a bound, and gives the port back. */
    @Override
    public void close() {
        streams.close();
        Listener.stop(javalin);
        timeLimit.close();
    }

    private static void listen(JavalinConfig settings, QueryConfig config, Limits limits) {
        int most = limits.requests() + Limits.OPERATIONS + SERVER_THREADS;
        new Listener(config.host(), config.port(), "query-http", most)
                .listen(settings, connector -> bound(connector, limits), cause -> cannotListen(config, cause));
        settings.jetty.modifyServer(server -> server.setStopTimeout(GRACE.toMillis()));
        settings.jetty.modifyHttpConfiguration(http -> http.setUriCompliance(UriCompliance.UNSAFE)); // see RequestPath
        settings.jetty.modifyHttpConfiguration(http -> http.setRequestHeaderSize(Limits.MAX_HEAD_BYTES));
    }

    /** Inserts the handlers that a request passes before it is dispatched; the one inserted last is passed first. */
    private static void handleBefore(Server server, Set<String> operatorPaths, Callers callers, Limits limits) {
        Permits routes = callers.permits("requests", limits.requests(), limits.requests() / Limits.PART_OF_ONE);
        Permits operations = callers.permits("operations", Limits.OPERATIONS, Limits.OPERATIONS / Limits.PART_OF_ONE);
        Permits bodies = callers.permits("bodies", Limits.BODIES, Limits.BODIES_OF_ONE);
        server.insertHandler(new Admission(operatorPaths, routes, operations, callers::network));
        server.insertHandler(new BufferedBodies(limits.patience().body(), bodies, callers::network));
        server.insertHandler(new GracefulHandler());
    }

    private static void bound(ServerConnector connector, Limits limits) {
        connector.setAcceptedSendBufferSize(Limits.SEND_BUFFER_BYTES);
        connector.setIdleTimeout(limits.patience().idle().toMillis());
        connector.addBean(new HeadTimeouts(connector, limits.patience().head()));
    }

    private static String cannotListen(QueryConfig config, Throwable cause) {
        return "The query API cannot listen on " + config.host() + " port " + config.port() + ": "
                + Listener.reason(cause) + " (query.host and query.port choose another)";
    }

    /** Answers an error that is no exception, such as a full heap: the rest of the request's machinery is gone. */
    private static void answerError(HttpServletResponse response, Error error) {
        String requestId = CommonHeaders.randomId();
        LOG.error("Request {} failed", requestId, error);
        try {
            ResponseWriter.sendShort(CommonHeaders.around(Problem.internalError(requestId), requestId), response);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /**
     * Gives requests their threads: a number at a time, a part of them for one caller, and a few of their own to those of
     * operators, which thereby find a thread whatever the others do. A request without a permit is refused at once.
     */
    private static final class Admission extends Handler.Wrapper {
        private final Set<String> operatorPaths;
        private final Permits routes;
        private final Permits operations;
        private final Function<Request, String> callers;

        Admission(Set<String> operatorPaths, Permits routes, Permits operations, Function<Request, String> callers) {
            this.operatorPaths = operatorPaths;
            this.routes = routes;
            this.operations = operations;
            this.callers = callers;
        }

        @Override
        public boolean handle(Request request, Response response, Callback callback) throws Exception {
            boolean isOperation = operatorPaths.contains(request.getHttpURI().getPath());
            Permits.Permit permit;
            try {
                permit = (isOperation ? operations : routes).take(callers.apply(request));
            } catch (Permits.Exhausted e) {
                Response.writeError(request, response, callback, e.status());
                return true;
            }
            try (permit) {
                return super.handle(request, response, callback);
            }
        }
    }
}
