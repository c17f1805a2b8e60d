package dev.footfall.queryapi.http.analytics;

import dev.footfall.aggregator.projection.Hours;
import dev.footfall.aggregator.renames.Lineage;
import dev.footfall.queryapi.auth.Caller;
import dev.footfall.queryapi.http.AnswerRenderer;
import dev.footfall.queryapi.http.Endpoint;
import dev.footfall.queryapi.http.Period;
import dev.footfall.queryapi.http.QueryParameter;
import dev.footfall.queryapi.http.QueryParameters;
import dev.footfall.queryapi.http.QueryService;
import dev.footfall.queryapi.http.Request;
import dev.footfall.queryapi.http.Responses;
import dev.footfall.queryapi.openapi.Operation;
import dev.footfall.queryapi.openapi.Response;
import dev.footfall.queryapi.openapi.Schema;
import dev.footfall.queryapi.question.PeriodQuery;
import dev.footfall.queryapi.question.RepositoryCounts;
import dev.footfall.queryapi.question.SeriesQuery;
import dev.footfall.queryapi.route.Answer;
import dev.footfall.web.Reply;
import java.util.List;
import java.util.Optional;

/** {@code GET /v1/analytics/daily}: the files of each repository on every day, or in every hour, of a period. */
record SeriesEndpoint(QueryService service) {
    private static final String HOURLY = "hourly";
    private static final int MOST_DAYS_BY_HOUR = 92;

    private static final QueryParameter.EnumParameter GRANULARITY = new QueryParameter.EnumParameter(
            "granularity",
            "What an entry stands for; hourly needs both dates, at most 92 days apart.",
            Optional.of("daily"),
            List.of("daily", HOURLY));

    private static final Operation OPERATION = Responses.administrators(
            Operation.get("/v1/analytics/daily", "The files of a period's repositories, day by day or hour by hour.")
                    .taking(TimeSpan.described())
                    .taking(GRANULARITY.described()),
            Response.of(
                    200,
                    "Every day or hour of the period, ascending; with an open end, from the first to the last with files."
                            + " Of more than 1,000 repositories the first by files.",
                    Reply.JSON,
                    ListLimit.schema(Schema.object().and("data", Schema.list(SeriesTable.ENTRY)))
                            .named("AnalyticsDaily")));

    static Endpoint of(QueryService service) {
        return Endpoint.of(OPERATION, Hours.NAME, new SeriesEndpoint(service)::answer);
    }

    private Reply answer(Request request) {
        Caller administrator = request.administrator();
        boolean isHourly = isHourly(request.query());
        TimeSpan span = span(request.query(), isHourly);
        Answer<SeriesTable> table = service.state()
                .askWhole(new PeriodQuery(span.hours(), administrator))
                .map(PeriodQuery.Counts::all)
                .then(all -> table(all, span, isHourly));
        return service.answers().reply(table, it -> Optional.of(AnswerRenderer.json(it::writeTo)));
    }

    private static boolean isHourly(QueryParameters query) {
        return GRANULARITY.of(query).filter(HOURLY::equals).isPresent();
    }

    private static TimeSpan span(QueryParameters query, boolean isHourly) {
        if (!isHourly) return TimeSpan.of(query, Period.MAX_DAYS);
        return TimeSpan.of(query, MOST_DAYS_BY_HOUR).closed("seconds since 1970 where granularity is hourly");
    }

    /** Asks for the series of the repositories that are shown, once it is known which they are. */
    private Answer<SeriesTable> table(Answer.Complete<List<RepositoryCounts>> all, TimeSpan span, boolean isHourly) {
        var table = new SeriesTable(span, isHourly, all.value());
        List<Lineage> shown = table.shown().stream()
                .map(model -> service.repositories().lineage(model.counted().repo()))
                .toList();
        if (shown.isEmpty()) return new Answer.Complete<>(table, all.asOf());
        return service.state()
                .askOfMany(shown, some -> new SeriesQuery(some, span.hours(), isHourly))
                .map(table::with);
    }
}
