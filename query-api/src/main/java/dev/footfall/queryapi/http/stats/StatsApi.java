package dev.footfall.queryapi.http.stats;

import dev.footfall.queryapi.http.Api;
import dev.footfall.queryapi.http.Endpoint;
import dev.footfall.queryapi.http.QueryService;
import java.util.List;

/** The statistics of repositories: the hub's routes, and those of this product. */
public final class StatsApi implements Api {
    @Override
    public List<Endpoint> endpoints(QueryService service) {
        return List.of(
                new StatsEndpoint(service),
                new RecentEndpoint(service),
                new HourlyEndpoint(service),
                new ClientsEndpoint(service),
                new ClassesEndpoint(service),
                new SourcesEndpoint(service),
                BadgeEndpoint.svg(service),
                BadgeEndpoint.json(service),
                new ChartEndpoint(service),
                new LikeEndpoint(service),
                new LikersEndpoint(service),
                new TrendingEndpoint(service),
                new LikesOfUserEndpoint(service),
                new UserStatsEndpoint(service),
                new BulkEndpoint(service),
                new NamespaceEndpoint(service),
                new DailyEndpoint(service),
                new HourlyRowsEndpoint(service));
    }
}
