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
                StatsEndpoint.of(service),
                RecentEndpoint.of(service),
                HourlyEndpoint.of(service),
                ClientsEndpoint.of(service),
                ClassesEndpoint.of(service),
                SourcesEndpoint.of(service),
                BadgeEndpoint.svg(service),
                BadgeEndpoint.json(service),
                ChartEndpoint.of(service),
                LikeEndpoint.of(service),
                LikersEndpoint.of(service),
                new TrendingEndpoint(service),
                LikesOfUserEndpoint.of(service),
                UserStatsEndpoint.of(service),
                BulkEndpoint.of(service),
                NamespaceEndpoint.of(service),
                DailyEndpoint.of(service),
                HourlyRowsEndpoint.of(service));
    }
}
