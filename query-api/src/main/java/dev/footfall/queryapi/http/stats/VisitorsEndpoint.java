package dev.footfall.queryapi.http.stats;

import dev.footfall.aggregator.counts.DistinctHashes;
import dev.footfall.aggregator.counts.Uniques;
import dev.footfall.queryapi.http.AnswerRenderer;
import dev.footfall.queryapi.http.Endpoint;
import dev.footfall.queryapi.http.Period;
import dev.footfall.queryapi.http.QueryService;
import dev.footfall.queryapi.http.Request;
import dev.footfall.queryapi.http.Responses;
import dev.footfall.queryapi.question.UniquesQuery;
import dev.footfall.queryapi.table.Column;
import dev.footfall.queryapi.table.Table;
import dev.footfall.rules.ProjectionNames;
import dev.footfall.web.Reply;
import dev.footfall.web.openapi.Operation;
import dev.footfall.web.openapi.Response;
import dev.footfall.web.openapi.Schema;
import java.util.Optional;
import java.util.stream.Stream;

record VisitorsEndpoint(QueryService service) {
    private static final String KEYS =
            "ingest.visitor-key is day: an anonymous visitor cannot be recognised on another day";
    private static final String DAYS = "days of this period were counted without uniques";

    /** A number of visitors with its relative standard error, or the reason why there is none. */
    private record Distinct(Optional<Long> value, Optional<Double> error, Optional<String> reason) {
        static final Table<Distinct> TABLE = Table.<Distinct>of(
                        new Column<>("value", Schema.count().orNull(), Distinct::value),
                        new Column<>("error", Schema.number().orNull(), Distinct::error),
                        new Column<>("reason", Schema.text().orNull(), Distinct::reason))
                .named("DistinctVisitors");

        /** Of kinds whose errors are independent. */
        static Distinct of(DistinctHashes... kinds) {
            long value = Stream.of(kinds).mapToLong(DistinctHashes::value).sum();
            double error = Stream.of(kinds)
                    .mapToDouble(kind -> kind.isExact() ? 0 : kind.value() * DistinctHashes.ERROR)
                    .reduce(0, Math::hypot);
            double rounded = value == 0 ? 0 : Math.round(error / value * 10_000) / 10_000.0;
            return new Distinct(Optional.of(value), Optional.of(rounded), Optional.empty());
        }

        static Distinct none(String reason) {
            return new Distinct(Optional.empty(), Optional.empty(), Optional.of(reason));
        }
    }

    private record VisitorCounts(Distinct users, Distinct anonymous, Distinct all) {
        static final Table<VisitorCounts> TABLE = Table.of(
                Distinct.TABLE.object("visitors", VisitorCounts::all),
                Distinct.TABLE.object("users", VisitorCounts::users),
                Distinct.TABLE.object("anonymous", VisitorCounts::anonymous));
    }

    static Endpoint of(QueryService service) {
        var operation = Operation.get("/{type}s/{namespace}/{name}/stats/visitors", "A repository's distinct visitors.")
                .taking(Breakdown.PERIOD);
        var described = Response.json(
                "Distinct visitors of the period, the last 30 days by default: exact where error is 0, else with"
                        + " that relative standard error; without a number, the reason.",
                VisitorCounts.TABLE
                        .schema()
                        .and("period", Period.TABLE.schema())
                        .named("Visitors"));
        return Endpoint.of(
                Responses.repository(operation, described),
                ProjectionNames.UNIQUES,
                new VisitorsEndpoint(service)::answer);
    }

    private Reply answer(Request request) {
        Period period = Breakdown.PERIOD.of(request.query(), service.today());
        Reply reply = service.reply(
                request,
                seen -> service.ask(new UniquesQuery(seen.lineage(), period.start(), period.end())),
                uniques -> AnswerRenderer.json(json -> {
                    VisitorCounts.TABLE.writeFields(json, visitors(uniques, period));
                    period.writeTo(json);
                }));
        return service.withGaps(period, reply);
    }

    private VisitorCounts visitors(Uniques uniques, Period period) {
        if (!uniques.whole()) {
            Distinct none = Distinct.none(DAYS);
            return new VisitorCounts(none, none, none);
        }
        Distinct users = Distinct.of(uniques.users());
        boolean isKnownAgain =
                !service.config().visitorKeysByDay() || period.start().equals(period.end());
        if (!isKnownAgain) return new VisitorCounts(users, Distinct.none(KEYS), Distinct.none(KEYS));
        return new VisitorCounts(
                users, Distinct.of(uniques.anonymous()), Distinct.of(uniques.users(), uniques.anonymous()));
    }
}
