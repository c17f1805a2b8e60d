package dev.footfall.queryapi;

import dev.footfall.queryapi.http.Api;
import dev.footfall.queryapi.http.Backend;
import dev.footfall.queryapi.http.OperationsApi;
import dev.footfall.queryapi.http.QueryConfig;
import dev.footfall.queryapi.http.QueryServer;
import dev.footfall.queryapi.http.live.LiveApi;
import dev.footfall.queryapi.http.sources.SourcesApi;
import dev.footfall.queryapi.http.states.StatesApi;
import dev.footfall.queryapi.http.stats.StatsApi;
import dev.footfall.queryapi.question.Queries;
import dev.footfall.queryapi.route.PartitionQuery;
import dev.footfall.queryapi.states.States;
import dev.footfall.queryapi.web.ApiPages;
import dev.footfall.queryapi.web.Dashboard;
import java.util.List;
import java.util.stream.Stream;

/**
 * The query room: all HTTP APIs over the counts of one process, in the order in which routes are tried. Started after the
 * state that it answers from; answers 503 until that is ready.
 */
public final class QueryApi {
    private QueryApi() {}

    /** In the order in which they are tried and described: {@code extras} after the statistics. */
    public static List<Api> bundles(States states, List<Api> extras) {
        List<Api> others = List.of(
                new StatesApi(states),
                new LiveApi(),
                new SourcesApi(),
                new OperationsApi(),
                new ApiPages(),
                new Dashboard());
        return Stream.of(List.of(new StatsApi(states)), extras, others)
                .<Api>flatMap(List::stream)
                .toList();
    }

    /** The questions between nodes: the core's, and those of {@code extras}. */
    public static List<Class<? extends PartitionQuery<?>>> questions(List<Api> extras) {
        return Stream.concat(Queries.ALL.stream(), extras.stream().flatMap(api -> api.questions().stream()))
                .toList();
    }

    /** Listens, ready or not; fails if the port cannot be had; the message names it and its key. */
    public static QueryServer start(QueryConfig config, Backend backend, States states, List<Api> extras) {
        return QueryServer.start(config, backend, bundles(states, extras));
    }
}
