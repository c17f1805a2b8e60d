package dev.footfall.ingest.http;

import static dev.footfall.ingest.http.BodyKind.FACT;
import static dev.footfall.ingest.http.FactRequests.LIKE;
import static dev.footfall.ingest.http.FactRequests.NEW_NAME;
import static dev.footfall.ingest.http.FactRequests.REPOSITORY;

import dev.footfall.events.LikeEvent;
import dev.footfall.events.RenameEvent;
import dev.footfall.events.RepositoryEvent;
import dev.footfall.ingest.publish.RecordKind;
import dev.footfall.web.BodyPace;
import dev.footfall.web.ErrorPages;
import dev.footfall.web.HeadTimeouts;
import dev.footfall.web.Listener;
import dev.footfall.web.MetricsText;
import dev.footfall.web.Reply;
import io.javalin.Javalin;
import io.javalin.config.JavalinConfig;
import io.javalin.config.RoutesConfig;
import io.javalin.http.HandlerType;
import java.net.BindException;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.function.BooleanSupplier;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import org.eclipse.jetty.http.UriCompliance;
import org.eclipse.jetty.server.HttpConnectionFactory;
import org.eclipse.jetty.server.ServerConnector;
import org.eclipse.jetty.server.handler.GracefulHandler;

/**
 * The HTTP port for publishers: events, access logs, repository facts, likes and producers' webhooks. A success is
 * answered after the log has the records durably, a 503 when sending the same request again is safe.
 *
 * <p>Lifecycle: {@link #start} binds the port and returns at once; {@link #close} takes no more requests and waits up
 * to five seconds for those under way. Nothing of the wiring is closed here. Request bodies in memory are bounded (64
 * MiB, at most half for one publisher). Safe for many threads. Start fails with the setting's key if the port cannot be
 * bound.
 */
public final class IngestServer implements AutoCloseable {
    private static final Set<HandlerType> METHODS =
            Set.of(HandlerType.GET, HandlerType.POST, HandlerType.PUT, HandlerType.DELETE, HandlerType.PATCH);
    private static final Duration STOP_TIMEOUT = Duration.ofSeconds(5);
    private static final int MAX_THREADS = 200;
    private static final int ANSWER_BYTES = 1 << 10;

    /** The most that is read of a connection at once: a batch is some hundred KiB. */
    private static final int READ_BYTES = 32 << 10;

    /** Bytes of bodies in memory: four of the largest requests, or many usual ones. One publisher has at most half. */
    private static final int MAX_IN_FLIGHT_BYTES = 8 * Body.MAX_BYTES;

    /** The time for a head, and the least of a body in each such time. */
    static final BodyPace PACE = new BodyPace(Duration.ofSeconds(10), 64 << 10);

    private final Javalin javalin;
    private final int port;

    private IngestServer(Javalin javalin) {
        this.javalin = javalin;
        this.port = javalin.port();
    }

    /** With the routes of these feeds beside its own; they are started and closed by the caller. */
    public static IngestServer start(IngestConfig config, IngestWiring wiring, List<Feed> feeds) {
        return start(config, wiring, feeds, PACE);
    }

    static IngestServer start(IngestConfig config, IngestWiring wiring, List<Feed> feeds, BodyPace pace) {
        var listener = new Listener(config.host(), config.port(), "ingest-http", MAX_THREADS);
        Javalin javalin = Javalin.create(server -> {
            listener.listen(server, connector -> bound(connector, pace), cause -> cannotListen(config, cause));
            var access = new AccessGuard(config.apiKeys());
            var inFlight = new InFlightBytes(MAX_IN_FLIGHT_BYTES, access.publishers());
            var bodies = new Bodies(inFlight, pace, listener.threads());
            configure(server);
            access.guard(server.routes);
            server.routes.post(EventsRoute.PATH, access.forPublishers(events(bodies, wiring)));
            route(server.routes, access, bodies, wiring);
            for (Feed feed : feeds) feed.addTo(server.routes, bodies, access);
            describe(server.routes, IngestDescription.of(feeds));
        });
        return new IngestServer(javalin.start());
    }

    private static void bound(ServerConnector connector, BodyPace pace) {
        connector.addBean(new HeadTimeouts(connector, pace.time()));
        connector.getConnectionFactory(HttpConnectionFactory.class).setInputBufferSize(READ_BYTES);
    }

    private static EventsRoute events(Bodies bodies, IngestWiring wiring) {
        var reader = new BatchReader(wiring.keys(), wiring.clock());
        return new EventsRoute(reader, wiring.publisher(), EventCounters.in(wiring.metrics(), "events"), bodies);
    }

    private static void configure(JavalinConfig javalin) {
        javalin.http.prefer405over404 = true;
        javalin.http.responseBufferSize = ANSWER_BYTES; // else 32 KiB are taken to copy each answer
        // FactRequests judge what is in a path
        javalin.jetty.modifyHttpConfiguration(http -> http.setUriCompliance(UriCompliance.UNSAFE));
        javalin.jetty.modifyServer(server -> {
            server.insertHandler(new GracefulHandler());
            server.setStopTimeout(STOP_TIMEOUT.toMillis());
        });
        ErrorPages.replace(javalin, (request, status) -> FailureReplies.ofServer(status));
    }

    private static void route(RoutesConfig routes, AccessGuard access, Bodies bodies, IngestWiring wiring) {
        addFacts(routes, access, bodies, wiring);
        routes.get("/health", context -> Replies.send(Replies.statusIs("up"), context));
        routes.get("/ready", context -> Replies.send(readiness(wiring.isReachable()), context));
        routes.get("/metrics", context -> {
            String all = wiring.metricsText().get();
            String shown = access.mayPublish(context) ? all : MetricsText.withoutSources(all);
            Replies.send(Replies.metrics(shown), context);
        });
        FailureReplies.answerAll(routes);
    }

    private static void describe(RoutesConfig routes, Supplier<Reply> description) {
        routes.get(IngestDescription.PATH, context -> {
            FactRequests.onlyParameters(context, Set.of());
            String known = context.req().getHeader("If-None-Match");
            Reply reply = description.get();
            Replies.send(known == null ? reply : reply.unlessMatches(known), context);
        });
    }

    private static void addFacts(RoutesConfig routes, AccessGuard access, Bodies bodies, IngestWiring wiring) {
        var requests = new FactRequests(wiring.clock(), wiring.renames());
        FactRoute.FactSink<RepositoryEvent> repositories = sink(wiring, "repositories", RecordKind.REPOSITORIES);
        routes.put(REPOSITORY, access.forPublishers(new FactRoute<>(FACT, requests::register, repositories, bodies)));
        routes.delete(REPOSITORY, access.forPublishers(new FactRoute<>(FACT, requests::remove, repositories, bodies)));

        FactRoute.FactSink<RenameEvent> renames = sink(wiring, "renames", RecordKind.RENAMES);
        routes.put(NEW_NAME, access.forPublishers(new FactRoute<>(FACT, requests::rename, renames, bodies)));
        routes.delete(NEW_NAME, access.forPublishers(new FactRoute<>(FACT, requests::undoRename, renames, bodies)));

        FactRoute.FactSink<LikeEvent> likes = sink(wiring, "likes", RecordKind.LIKES);
        routes.put(LIKE, access.forPublishers(new FactRoute<>(FACT, requests::like, likes, bodies)));
        routes.delete(LIKE, access.forPublishers(new FactRoute<>(FACT, requests::unlike, likes, bodies)));

        var erasures = EventCounters.in(wiring.metrics(), "erasures");
        routes.delete(UserRoute.PATH, access.forPublishers(new UserRoute(wiring.users(), bodies, erasures)));
    }

    private static <T> FactRoute.FactSink<T> sink(IngestWiring wiring, String name, RecordKind<T> kind) {
        var counters = EventCounters.in(wiring.metrics(), name);
        return new FactRoute.FactSink<>(facts -> wiring.publisher().send(kind, facts), counters);
    }

    /** 200 if Kafka can be reached, else 503. */
    public static Reply readiness(BooleanSupplier isReachable) {
        return isReachable.getAsBoolean()
                ? Replies.statusIs("ready")
                : Replies.tryAgain("LogUnavailable", "Kafka does not answer, or has no topic for events.");
    }

    private static String cannotListen(IngestConfig config, Throwable cause) {
        if (cause instanceof BindException && Listener.isTaken(config.host(), config.port())) {
            return "port " + config.port() + " of ingest (ingest.port) is in use on " + config.host()
                    + ": stop what listens there, or choose another port";
        }
        return "ingest cannot listen on " + config.host() + ":" + config.port() + " (ingest.host, ingest.port): "
                + Listener.reason(cause);
    }

    public int port() {
        return port;
    }

    /** Each method and path that is answered, such as {@code POST /v1/events}; braces hold a segment. */
    Set<String> routes() {
        return javalin.unsafe.internalRouter.allHttpHandlers().stream()
                .filter(route -> METHODS.contains(route.endpoint.method))
                .map(route -> route.endpoint.method + " " + route.endpoint.path)
                .collect(Collectors.toSet());
    }

    /** Refuses new requests, waits up to 5 s for those in flight, and stops. */
    @Override
    public void close() {
        Listener.stop(javalin);
    }
}
