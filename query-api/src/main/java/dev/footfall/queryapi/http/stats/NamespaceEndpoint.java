package dev.footfall.queryapi.http.stats;

import dev.footfall.queryapi.http.AnswerRenderer;
import dev.footfall.queryapi.http.BadParameter;
import dev.footfall.queryapi.http.CommonSchemas;
import dev.footfall.queryapi.http.Endpoint;
import dev.footfall.queryapi.http.HttpProblemException;
import dev.footfall.queryapi.http.Listing;
import dev.footfall.queryapi.http.Period;
import dev.footfall.queryapi.http.PeriodParameter;
import dev.footfall.queryapi.http.Problem;
import dev.footfall.queryapi.http.QueryParameter;
import dev.footfall.queryapi.http.QueryService;
import dev.footfall.queryapi.http.Request;
import dev.footfall.queryapi.http.Responses;
import dev.footfall.queryapi.openapi.Operation;
import dev.footfall.web.Places;
import dev.footfall.web.Reply;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** {@code GET /v1/namespaces/{namespace}/stats}: the repositories of a user or organisation, and their sums. */
record NamespaceEndpoint(QueryService service) {
    private static final int NAMESPACE_PLACE = 2;
    private static final int MOST_DAYS = 3 * 366;

    /** The most days of all repositories in one answer. */
    private static final int MOST_NUMBERS = 10 * Period.MAX_DAYS;

    private static final PeriodParameter PERIOD = new PeriodParameter(MOST_DAYS);
    private static final QueryParameter.IntParameter NUMBER = new QueryParameter.IntParameter(
            "days", "How many days, today the last; not with from and to.", 30, 1, MOST_DAYS);
    private static final QueryParameter.IntParameter LIMIT = new QueryParameter.IntParameter(
            "limit", "How many repositories are listed; the total is of all.", 100, 1, 1_000);
    private static final QueryParameter.EnumSetParameter FIELDS =
            new QueryParameter.EnumSetParameter("fields", "Extra columns.", List.of(NamespaceNumbers.SERIES));

    private static final Listing<NamespaceNumbers.Row> ANSWER = new Listing<>("repositories", NamespaceNumbers.ROWS);
    private static final Operation OPERATION = Responses.orNothing(Responses.numbers(
            Operation.get("/v1/namespaces/{namespace}/stats", "A namespace's repositories that the caller may see.")
                    .taking(
                            CommonSchemas.NAMESPACE,
                            NUMBER.described(),
                            PERIOD.from(),
                            PERIOD.to(),
                            LIMIT.described(),
                            FIELDS.described(),
                            Listing.FORMAT.described()),
            ANSWER.described(
                    "By recent_downloads, then likes, both descending, then by type and name.",
                    ANSWER.schema()
                            .and("total", NamespaceNumbers.TOTAL.schema())
                            .named("Namespace"))));

    static Endpoint of(QueryService service) {
        return Endpoint.of(OPERATION, new NamespaceEndpoint(service)::answer);
    }

    private Reply answer(Request request) {
        boolean isCsv = Listing.isCsv(request.query());
        Period period = PERIOD.or(NUMBER, request.query(), service.today());
        int limit = LIMIT.of(request.query());
        Set<String> columns = FIELDS.of(request.query());
        if (!columns.isEmpty() && limit * period.days() > MOST_NUMBERS) {
            long most = MOST_NUMBERS / period.days();
            throw new BadParameter(LIMIT.name(), "" + limit, "an integer from 1 to " + most + " with these days");
        }
        var repositories = new NamespaceRepositories(service, request.segment(NAMESPACE_PLACE), request.caller());
        Places.Place place = request.placeAmong(service.shares().categories());
        try (place) {
            var numbers = NamespaceNumbers.of(service, repositories, request.caller(), period, limit);
            if (numbers.rows().isEmpty()) throw new HttpProblemException(Problem.notFound("no such namespace"));
            var all = columns.isEmpty() ? numbers : numbers.withSeries(service, repositories, period);
            return service.answers()
                    .reply(repositories.answer(all), found -> Optional.of(reply(found, period, columns, isCsv)));
        }
    }

    private static Reply reply(NamespaceNumbers numbers, Period period, Set<String> columns, boolean isCsv) {
        var listing = new Listing<>(ANSWER.field(), ANSWER.table().showing(columns));
        if (isCsv) return listing.csv(numbers.rows());
        return AnswerRenderer.json(json -> {
            listing.fields(numbers.rows(), period).writeTo(json);
            json.writeFieldName("total");
            NamespaceNumbers.TOTAL.showing(columns).write(json, numbers.total());
        });
    }
}
