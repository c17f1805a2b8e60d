package dev.footfall.dialects.category;

import dev.footfall.events.Unchecked;
import dev.footfall.queryapi.http.Api;
import dev.footfall.queryapi.http.Endpoint;
import dev.footfall.queryapi.http.QueryService;
import dev.footfall.queryapi.route.PartitionQuery;
import java.util.List;

/** The {@code /model_references} routes: statistics of the repositories of one category. Stateless. */
public final class CategoryApi implements Api {
    private static final String ROOT = "/model_references/statistics/{category}";
    private static final String SECOND_ROOT = "/model_references/v2/{category}";

    @Override
    public boolean ignoresUnknown() {
        return true;
    }

    @Override
    public List<Endpoint> endpoints(QueryService service) {
        return List.of(
                StatisticsEndpoint.of(ROOT, service),
                StatisticsEndpoint.of(ROOT + "/statistics", service),
                StatisticsEndpoint.of(SECOND_ROOT + "/statistics", service),
                WithStatsEndpoint.of(ROOT + "/with-stats", service),
                WithStatsEndpoint.of(SECOND_ROOT + "/with-stats", service));
    }

    @Override
    public List<Class<? extends PartitionQuery<?>>> questions() {
        return List.of(WaysQuery.class);
    }

    @Override
    public String words() {
        return Unchecked.text(CategoryApi.class, "words.json");
    }
}
