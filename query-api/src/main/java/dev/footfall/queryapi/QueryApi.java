package dev.footfall.queryapi;

import dev.footfall.queryapi.http.Api;
import dev.footfall.queryapi.http.Backend;
import dev.footfall.queryapi.http.OperationsApi;
import dev.footfall.queryapi.http.QueryConfig;
import dev.footfall.queryapi.http.QueryConfig.DialectConfig;
import dev.footfall.queryapi.http.QueryServer;
import dev.footfall.queryapi.http.analytics.AnalyticsApi;
import dev.footfall.queryapi.http.category.CategoryApi;
import dev.footfall.queryapi.http.dialects.DialectApi;
import dev.footfall.queryapi.http.live.LiveApi;
import dev.footfall.queryapi.http.newapi.NewApi;
import dev.footfall.queryapi.http.sources.SourcesApi;
import dev.footfall.queryapi.http.states.StatesApi;
import dev.footfall.queryapi.http.stats.StatsApi;
import dev.footfall.queryapi.states.States;
import dev.footfall.queryapi.web.ApiPages;
import dev.footfall.queryapi.web.ApiPages.Dashboard;
import java.util.List;
import java.util.stream.Stream;

public final class QueryApi {
    private QueryApi() {}

    /** In the order in which they are tried and described. */
    public static List<Api> bundles(States states, DialectConfig dialects) {
        List<Api> own = List.of(
                new StatsApi(), //
                new AnalyticsApi(dialects),
                new CategoryApi(),
                new NewApi(),
                new StatesApi(states),
                new LiveApi(),
                new SourcesApi(),
                new OperationsApi(),
                new ApiPages(),
                new Dashboard());
        return Stream.concat(own.stream(), DialectApi.all(dialects).stream()).toList();
    }

    /** Listens, ready or not; fails if the port cannot be had; the message names it and its key. */
    public static QueryServer start(QueryConfig config, Backend backend, States states) {
        return QueryServer.start(config, backend, bundles(states, config.dialects()));
    }
}
