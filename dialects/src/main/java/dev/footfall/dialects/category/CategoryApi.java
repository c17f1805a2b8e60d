package dev.footfall.dialects.category;

import dev.footfall.events.Unchecked;
import dev.footfall.queryapi.http.Api;
import dev.footfall.queryapi.http.Endpoint;
import dev.footfall.queryapi.http.QueryService;
import dev.footfall.queryapi.http.Request;
import dev.footfall.queryapi.http.Responses;
import dev.footfall.queryapi.openapi.Operation;
import dev.footfall.queryapi.openapi.Parameter;
import dev.footfall.queryapi.openapi.ParameterPlace;
import dev.footfall.queryapi.openapi.Response;
import dev.footfall.queryapi.openapi.Schema;
import dev.footfall.queryapi.route.PartitionQuery;
import java.util.List;

/** The {@code /model_references} routes: statistics of the repositories of one category. Stateless. */
public final class CategoryApi implements Api {
    private static final String ROOT = "/model_references/statistics/{category}";
    private static final String SECOND_ROOT = "/model_references/v2/{category}";

    private static final int CATEGORY_PLACE = 2;

    private static final Parameter CATEGORY = new Parameter(
            "category",
            ParameterPlace.PATH,
            "model, dataset or space, or a category that repositories are registered with.",
            Schema.text(1, 64).with("pattern", "^[a-z0-9_-]+$"));

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

    static String category(Request request) {
        return request.segment(CATEGORY_PLACE);
    }

    static Operation operation(Operation operation, Response answer) {
        return Responses.orNotFound(Responses.numbers(operation.taking(CATEGORY), answer));
    }
}
