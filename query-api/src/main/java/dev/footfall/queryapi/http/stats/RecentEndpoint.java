package dev.footfall.queryapi.http.stats;

import dev.footfall.queryapi.http.AnswerRenderer;
import dev.footfall.queryapi.http.Listing;
import dev.footfall.queryapi.http.Period;
import dev.footfall.queryapi.http.QueryService;
import dev.footfall.queryapi.http.Request;
import dev.footfall.queryapi.http.Responses;
import dev.footfall.queryapi.question.ClassDay;
import dev.footfall.web.Reply;
import dev.footfall.web.openapi.Operation;
import dev.footfall.web.openapi.Schema;

record RecentEndpoint(QueryService service) {

    private static final Listing<ClassDay> ANSWER = new Listing<>("stats", RecentDays.DAYS);

    static final Operation OPERATION = Responses.repository(
            Operation.get("/{type}s/{namespace}/{name}/stats/recent", "A repository's days.")
                    .taking(
                            RecentDays.PERIOD,
                            RecentSeries.PARAMETERS,
                            RecentDays.FIELDS,
                            Listing.FORMAT,
                            AnswerRenderer.PARTIAL),
            ANSWER.described(
                    "Every day of the period, or every unit of interval, ascending.",
                    Schema.object()
                            .and(ANSWER.field(), Schema.list(RecentDays.schema()))
                            .and("period", Period.TABLE.schema())
                            .maybe("compare", Comparison.schema())
                            .named("Recent")));

    Reply answer(Request request) {
        AnswerRenderer.isPartialAllowed(request.query());
        return RecentSeries.reply(service, request);
    }
}
