package dev.footfall.queryapi.http;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.footfall.aggregator.counting.RuleSet;
import dev.footfall.aggregator.counting.projections.Projections;
import dev.footfall.aggregator.query.LocalState;
import dev.footfall.queryapi.QueryApi;
import dev.footfall.queryapi.auth.Tokens;
import dev.footfall.queryapi.gaps.InMemoryGaps;
import dev.footfall.queryapi.route.OneNode;
import dev.footfall.queryapi.route.StateReader;
import dev.footfall.queryapi.states.CountedState;
import dev.footfall.queryapi.states.GivenStates;
import dev.footfall.rules.CountingRules;
import io.micrometer.prometheusmetrics.PrometheusConfig;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** A real server on a port of the system's choice, with today fixed to 2026-11-20, and a client for it. */
public final class Served implements AutoCloseable {
    public static final Instant NOW = Instant.parse("2026-11-20T23:59:59Z");

    /** The rules by which every state is counted that says no others. */
    public static final RuleSet RULES = rules(Projections.ALL);

    public static final CallerRules ANYBODY = new CallerRules(Tokens.NO_KEYS, 0, TrustedProxies.NONE);
    public static final int COUNTRIES_MIN = 5;

    private static final Clock CLOCK = Clock.fixed(NOW, ZoneOffset.UTC);
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final HttpClient CLIENT = HttpClient.newHttpClient();

    private final QueryServer server;

    private Served(QueryServer server) {
        this.server = server;
    }

    public static Served serving(LocalState state) {
        return serving(state, config(QueryConfig.ANY_LAG, QueryConfig.Unregistered.PUBLIC));
    }

    public static Served serving(LocalState state, QueryConfig config) {
        return serving(state, config, ExtraApis.all());
    }

    /** One with these APIs beside the core's. */
    public static Served serving(LocalState state, QueryConfig config, List<Api> extras) {
        return serving(OneNode.reader(state, config.unregisteredArePublic()), config, extras);
    }

    public static Served serving(StateReader reader, QueryConfig config) {
        return serving(reader, config, ExtraApis.all());
    }

    private static Served serving(StateReader reader, QueryConfig config, List<Api> extras) {
        var metrics = new PrometheusMeterRegistry(PrometheusConfig.DEFAULT);
        return new Served(QueryApi.start(
                config,
                new Backend(reader, RULES, metrics, CLOCK, new InMemoryGaps()),
                GivenStates.alone(reader, RULES),
                extras));
    }

    public static QueryConfig config(long maxLagRecords, QueryConfig.Unregistered unregistered) {
        return config("127.0.0.1", 0, maxLagRecords, unregistered);
    }

    public static QueryConfig config(String host, int port, long maxLagRecords, QueryConfig.Unregistered unregistered) {
        return new QueryConfig(
                host, port, maxLagRecords, unregistered, ANYBODY, QueryConfig.NO_ORIGIN, COUNTRIES_MIN, false);
    }

    /** One where callers are known by {@link Tokens}, and each may ask so often in a minute. */
    public static Served knowing(LocalState state, int requestsPerMinute, TrustedProxies proxies) {
        return serving(state, config(new CallerRules(Tokens.CONFIG, requestsPerMinute, proxies)));
    }

    public static QueryConfig config(CallerRules callers) {
        return new QueryConfig(
                "127.0.0.1",
                0,
                QueryConfig.ANY_LAG,
                QueryConfig.Unregistered.PUBLIC,
                callers,
                QueryConfig.NO_ORIGIN,
                COUNTRIES_MIN,
                false);
    }

    /** The usual rules, by which these projections are counted. */
    public static RuleSet rules(Projections projections) {
        return new RuleSet("default", CountingRules.DEFAULT, 4, projections);
    }

    /** One of a node that counts these projections. */
    public static Served counting(LocalState state, Projections projections) {
        return counting(state, rules(projections));
    }

    /** One of a node that counts by these rules. */
    public static Served counting(LocalState state, RuleSet rules) {
        var metrics = new PrometheusMeterRegistry(PrometheusConfig.DEFAULT);
        StateReader reader = OneNode.reader(state, true);
        return new Served(QueryApi.start(
                config(QueryConfig.ANY_LAG, QueryConfig.Unregistered.PUBLIC),
                new Backend(reader, rules, metrics, CLOCK, new InMemoryGaps()),
                GivenStates.alone(reader, rules),
                ExtraApis.all()));
    }

    /** One of these states, of which the first one answers, where callers are known by {@link Tokens}. */
    public static Served comparing(GivenStates states) {
        var callers = new CallerRules(Tokens.CONFIG, 0, TrustedProxies.NONE);
        var config = new QueryConfig(
                "127.0.0.1",
                0,
                QueryConfig.ANY_LAG,
                QueryConfig.Unregistered.PUBLIC,
                callers,
                QueryConfig.NO_ORIGIN,
                COUNTRIES_MIN,
                false);
        var metrics = new PrometheusMeterRegistry(PrometheusConfig.DEFAULT);
        CountedState live = states.live();
        return new Served(QueryApi.start(
                config,
                new Backend(live.reader(), live.rules(), metrics, CLOCK, new InMemoryGaps()),
                states,
                ExtraApis.all()));
    }

    /** One that answers these endpoints and no others. */
    static Served answering(LocalState state, List<Api> bundles) {
        var metrics = new PrometheusMeterRegistry(PrometheusConfig.DEFAULT);
        var backend = new Backend(OneNode.reader(state, true), RULES, metrics, CLOCK, new InMemoryGaps());
        return new Served(
                QueryServer.start(config(QueryConfig.ANY_LAG, QueryConfig.Unregistered.PUBLIC), backend, bundles));
    }

    static Served limited(LocalState state, Limits limits) {
        var metrics = new PrometheusMeterRegistry(PrometheusConfig.DEFAULT);
        QueryConfig config = config(QueryConfig.ANY_LAG, QueryConfig.Unregistered.PUBLIC);
        var backend = new Backend(
                OneNode.reader(state, config.unregisteredArePublic()), RULES, metrics, CLOCK, new InMemoryGaps());
        return new Served(QueryServer.start(
                config, backend, QueryApi.bundles(GivenStates.alone(backend.state(), RULES), ExtraApis.all()), limits));
    }

    /** Has it answer from another state, as after a promotion. */
    void answerFrom(LocalState state) {
        var metrics = new PrometheusMeterRegistry(PrometheusConfig.DEFAULT);
        server.answerFrom(new Backend(OneNode.reader(state, true), RULES, metrics, CLOCK, new InMemoryGaps()));
    }

    /** Waits until the gaps are known: an answer about days before that says that they are not. */
    public Served withGaps() {
        int status = get("/v1/gaps").statusCode();
        if (status != 200) throw new IllegalStateException("/v1/gaps answers " + status);
        return this;
    }

    public int port() {
        return server.port();
    }

    public HttpResponse<String> get(String pathAndQuery, String... headers) {
        return send("GET", pathAndQuery, headers);
    }

    public HttpResponse<String> post(String path, String contentType, String body, String... headers) {
        HttpRequest.Builder request =
                request(path).POST(HttpRequest.BodyPublishers.ofString(body)).header("Content-Type", contentType);
        if (headers.length > 0) request.headers(headers);
        return send(request);
    }

    public HttpResponse<String> send(String method, String pathAndQuery, String... headers) {
        HttpRequest.Builder request = request(pathAndQuery).method(method, HttpRequest.BodyPublishers.noBody());
        if (headers.length > 0) request.headers(headers);
        return send(request);
    }

    private HttpRequest.Builder request(String pathAndQuery) {
        return HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port() + pathAndQuery));
    }

    private static HttpResponse<String> send(HttpRequest.Builder request) {
        try {
            return CLIENT.send(request.build(), HttpResponse.BodyHandlers.ofString());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }

    public JsonNode json(String pathAndQuery) {
        return json(get(pathAndQuery));
    }

    public static JsonNode json(HttpResponse<String> response) {
        return parsed(response.body());
    }

    public static JsonNode parsed(String json) {
        try {
            return JSON.readTree(json);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** The whole response to a request line that no URI class would let through. */
    public String raw(String requestLine, String... headerLines) {
        try (var socket = new Socket(InetAddress.getLoopbackAddress(), port())) {
            socket.setSoTimeout(10_000);
            String more = headerLines.length == 0 ? "" : String.join("\r\n", headerLines) + "\r\n";
            String request = requestLine + " HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n" + more + "\r\n";
            socket.getOutputStream().write(request.getBytes(StandardCharsets.ISO_8859_1));
            return new String(socket.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Status, headers and body of a raw response, without what differs from one response to the next. */
    public static String comparable(String rawResponse) {
        return rawResponse.replaceAll("(?m)^(Date|X-Request-Id): .*\r\n", "");
    }

    /** The same of a parsed one. */
    public static String comparable(HttpResponse<String> response) {
        Map<String, Object> headers = new TreeMap<>(response.headers().map());
        headers.keySet().removeIf(name -> name.equalsIgnoreCase("date") || name.equalsIgnoreCase("x-request-id"));
        return response.statusCode() + "\n" + headers + "\n" + response.body();
    }

    @Override
    public void close() {
        server.close();
    }
}
