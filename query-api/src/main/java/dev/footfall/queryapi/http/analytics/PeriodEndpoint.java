package dev.footfall.queryapi.http.analytics;

import dev.footfall.aggregator.projection.Hours;
import dev.footfall.queryapi.auth.Caller;
import dev.footfall.queryapi.http.AnswerRenderer;
import dev.footfall.queryapi.http.Endpoint;
import dev.footfall.queryapi.http.Period;
import dev.footfall.queryapi.http.QueryParameters;
import dev.footfall.queryapi.http.QueryService;
import dev.footfall.queryapi.http.Request;
import dev.footfall.queryapi.openapi.Operation;
import dev.footfall.queryapi.route.PeriodQuery;
import dev.footfall.queryapi.route.RepositoryCounts;
import dev.footfall.web.Json;
import dev.footfall.web.Reply;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;

/** A view of all repositories' counts in a period. All such views of one period are made of the same answers. */
record PeriodEndpoint(QueryService service, Operation operation, View view) implements Endpoint {
    /** A way to show counts. */
    interface View {
        /**
         * Reads what else was asked for, and shows counts so.
         *
         * @throws dev.footfall.queryapi.http.BadParameter if that cannot be used
         */
        Function<List<RepositoryCounts>, Json.Fields> of(QueryParameters query);
    }

    @Override
    public Optional<String> projection() {
        return Optional.of(Hours.NAME);
    }

    @Override
    public Reply answer(Request request) {
        Caller administrator = request.administrator();
        TimeSpan span = TimeSpan.of(request.query(), Period.MAX_DAYS);
        Function<List<RepositoryCounts>, Json.Fields> shown = view.of(request.query());
        var query = new PeriodQuery(span.hours(), administrator);
        return service.answers()
                .reply(service.state().askWhole(query), all -> Optional.of(AnswerRenderer.json(shown.apply(all))));
    }
}
