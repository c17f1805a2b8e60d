package dev.footfall.queryapi.http.analytics;

import dev.footfall.aggregator.projection.Hours;
import dev.footfall.aggregator.projection.Users;
import dev.footfall.queryapi.auth.Caller;
import dev.footfall.queryapi.http.AnswerRenderer;
import dev.footfall.queryapi.http.Endpoint;
import dev.footfall.queryapi.http.Period;
import dev.footfall.queryapi.http.QueryParameters;
import dev.footfall.queryapi.http.QueryService;
import dev.footfall.queryapi.http.Request;
import dev.footfall.queryapi.openapi.Operation;
import dev.footfall.queryapi.question.HourSpan;
import dev.footfall.queryapi.question.PeriodQuery;
import dev.footfall.queryapi.question.RepositoryCounts;
import dev.footfall.queryapi.route.Answer;
import dev.footfall.queryapi.users.KeptUsers;
import dev.footfall.web.Json;
import dev.footfall.web.Reply;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;

/**
 * A view of all repositories' counts in a period. All such views of one period are made of the same answers.
 *
 * @param users those that it shows, where they are counted; empty if it shows none
 */
record PeriodEndpoint(QueryService service, Operation operation, View view, Optional<KeptUsers> users)
        implements Endpoint {
    /** A way to show counts. */
    interface View {
        /**
         * Reads what else was asked for, and shows counts so.
         *
         * @throws dev.footfall.queryapi.http.BadParameter if that cannot be used
         */
        Function<PeriodCounts, Json.Fields> of(QueryParameters query);
    }

    @Override
    public Optional<String> projection() {
        return Optional.of(Hours.NAME);
    }

    @Override
    public Reply answer(Request request) {
        Caller administrator = request.administrator();
        TimeSpan span = TimeSpan.of(request.query(), Period.MAX_DAYS);
        Function<PeriodCounts, Json.Fields> shown = view.of(request.query());
        return service.answers()
                .reply(counts(span.hours(), administrator), all -> Optional.of(AnswerRenderer.json(shown.apply(all))));
    }

    private Answer<PeriodCounts> counts(HourSpan hours, Caller caller) {
        Answer<List<RepositoryCounts>> counts =
                service.state().askWhole(new PeriodQuery(hours, caller)).map(PeriodQuery.Counts::all);
        boolean hasUsers = users.isPresent() && service.backend().projections().has(Users.NAME);
        if (!hasUsers) return counts.map(all -> new PeriodCounts(all, Optional.empty()));
        return counts.then(
                all -> users.get().answer(hours.range(), caller).map(found -> PeriodCounts.of(all.value(), found)));
    }
}
