package dev.footfall.queryapi.http;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.footfall.aggregator.counting.RuleSet;
import dev.footfall.aggregator.counting.projections.Projections;
import dev.footfall.aggregator.query.LocalState;
import dev.footfall.queryapi.ProxiedState;
import dev.footfall.queryapi.QueryApi;
import dev.footfall.queryapi.auth.Caller;
import dev.footfall.queryapi.gaps.InMemoryGaps;
import dev.footfall.queryapi.http.QueryService.Shares;
import dev.footfall.queryapi.route.OneNode;
import dev.footfall.queryapi.route.StateReader;
import dev.footfall.queryapi.states.GivenStates;
import dev.footfall.rules.AppliedRules;
import dev.footfall.web.HttpProblemException;
import dev.footfall.web.Permits;
import dev.footfall.web.Reply;
import dev.footfall.web.StreamedBody;
import io.micrometer.prometheusmetrics.PrometheusConfig;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.ZoneOffset;
import java.util.Optional;
import java.util.Set;

/** The routes themselves, asked as any caller, with today fixed to 2026-11-20. */
public final class Asked {
    public static final Caller ALICE = new Caller(Optional.of("alice"), Set.of(), false);
    public static final Caller ADMIN = new Caller(Optional.of("root"), Set.of(), true);

    private static final ObjectMapper JSON = new ObjectMapper();

    private final RouteTable routes;

    public Asked(LocalState state) {
        this(state, Projections.ALL);
    }

    /** The routes of a node that counts these projections. */
    public Asked(LocalState state, Projections projections) {
        this(state, Served.rules(projections));
    }

    /** The routes of a node that counts by these rules. */
    public Asked(LocalState state, RuleSet rules) {
        this(GivenStates.alone(OneNode.reader(state, true), rules));
    }

    /** The routes of a node that counts these states, of which the first one answers. */
    public Asked(GivenStates states) {
        var metrics = new PrometheusMeterRegistry(PrometheusConfig.DEFAULT);
        StateReader reader = states.live().reader();
        AppliedRules rules = states.live().rules();
        var shares = new Shares(
                new Permits("exports", 2, 2, metrics),
                new Permits("past", 2, 2, metrics),
                new Permits("categories", 2, 2, metrics));
        var clock = Clock.fixed(Served.NOW, ZoneOffset.UTC);
        var backend = new Backend(reader, rules, metrics, clock, new InMemoryGaps());
        var service = new QueryService(
                backend,
                new AnswerRenderer(QueryConfig.ANY_LAG, rules.id(), clock),
                shares,
                new EventStreams(new Permits("streams", 2, 2, metrics), metrics),
                backend.gaps(),
                Served.config("127.0.0.1", 0, QueryConfig.ANY_LAG, QueryConfig.Unregistered.PUBLIC));
        this.routes = new RouteTable(QueryApi.bundles(states, ExtraApis.all()), service);
    }

    /** True if some route has this path: those of other products need not be there. */
    boolean isRoute(String path) {
        return routes.match(RequestPath.of(path)).isPresent();
    }

    public Reply reply(Caller caller, String pathAndQuery) {
        return reply(caller, pathAndQuery, "");
    }

    public Reply reply(Caller caller, String pathAndQuery, String body) {
        int mark = pathAndQuery.indexOf('?');
        RequestPath path = RequestPath.of(mark < 0 ? pathAndQuery : pathAndQuery.substring(0, mark));
        QueryParameters query = QueryParameters.of(mark < 0 ? "" : pathAndQuery.substring(mark + 1));
        try {
            var sender = new Sender(caller, "somebody");
            var message = new Request.Message(
                    body.getBytes(StandardCharsets.UTF_8), false, pathAndQuery, () -> "http://localhost");
            return routes.match(path).orElseThrow().answer(query, sender, message);
        } catch (HttpProblemException e) {
            return e.reply();
        }
    }

    public String text(Caller caller, String pathAndQuery) {
        return new String(reply(caller, pathAndQuery).body(), StandardCharsets.UTF_8);
    }

    public JsonNode json(Caller caller, String pathAndQuery) {
        return json(reply(caller, pathAndQuery));
    }

    /** Leaves out the cursor of the next part, in the body of a list that has more. */
    public static String beforeNext(String answer) {
        String before = answer.replaceFirst(",\"next\":\"[A-Za-z0-9_-]+\"}$", "}");
        if (before.equals(answer)) throw new AssertionError("the list ends here: " + answer);
        return before;
    }

    public static JsonNode json(Reply reply) {
        try {
            return JSON.readTree(reply.body());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** The whole body of a reply that is made while it is sent. */
    public static String streamed(Reply reply) {
        var out = new ByteArrayOutputStream();
        try (StreamedBody body = reply.streamed().orElseThrow()) {
            body.writeTo(out);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return out.toString(StandardCharsets.UTF_8);
    }

    /** A state that answers every question so. */
    public static LocalState stateThat(Answering answering) {
        return ProxiedState.of((proxy, method, arguments) -> answering.answer());
    }

    @FunctionalInterface
    public interface Answering {
        Object answer() throws Throwable;
    }
}
