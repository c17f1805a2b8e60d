package dev.footfall.dialects.analytics;

import dev.footfall.aggregator.counts.KindCounts;
import dev.footfall.aggregator.query.LikeDay;
import dev.footfall.events.ClientProduct;
import dev.footfall.events.renames.Lineage;
import dev.footfall.queryapi.auth.Caller;
import dev.footfall.queryapi.http.AnswerRenderer;
import dev.footfall.queryapi.http.Endpoint;
import dev.footfall.queryapi.http.Period;
import dev.footfall.queryapi.http.QueryParameter;
import dev.footfall.queryapi.http.QueryParameters;
import dev.footfall.queryapi.http.QueryService;
import dev.footfall.queryapi.http.Request;
import dev.footfall.queryapi.http.Responses;
import dev.footfall.queryapi.question.ClientsQuery;
import dev.footfall.queryapi.question.LikeDaysQuery;
import dev.footfall.queryapi.question.Sums;
import dev.footfall.queryapi.route.Answer;
import dev.footfall.queryapi.table.Column;
import dev.footfall.queryapi.table.Table;
import dev.footfall.rules.ProjectionNames;
import dev.footfall.web.Reply;
import dev.footfall.web.openapi.Operation;
import dev.footfall.web.openapi.Response;
import dev.footfall.web.openapi.Schema;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;

/** {@code GET /v1/analytics/models/{id}/overview}: the last words about a repository by day, and its clients. */
record OverviewEndpoint(QueryService service, ModelPath path) {
    private static final int TAGS = 10;

    private static final QueryParameter<Integer> DAYS = QueryParameter.integer(
            "days", "The number of days up to today (UTC); 0 for all since the first like.", 30, 0, Period.MAX_DAYS);

    private static final Table<LikeDay> HISTORY = Table.of(
                    Column.date("date", LikeDay::date),
                    Column.count("won", LikeDay::won),
                    Column.count("lost", LikeDay::lost))
            .named("AnalyticsWords");
    private static final Table<Map.Entry<String, Long>> CLIENTS = Table.<Map.Entry<String, Long>>of(
                    Column.text("tag", Map.Entry::getKey), Column.count("count", Map.Entry::getValue))
            .named("AnalyticsTag");
    private static final Response ANSWER = Response.json(
            "Each day, ascending: the users who changed their like last on that day: given (won) or removed (lost). "
                    + "The ten clients with the most downloads.",
            Schema.object()
                    .and("history", Schema.list(HISTORY.schema()))
                    .and("tags", Schema.list(CLIENTS.schema()))
                    .named("AnalyticsOverview"));

    private record Overview(List<LikeDay> words, KindCounts<ClientProduct> clients) {}

    static Endpoint of(QueryService service, ModelPath path) {
        Operation operation = Responses.administrators(
                        path.operation("/overview", "The likes of a repository by day, and its clients.")
                                .taking(DAYS, Groups.PARAMETER),
                        ANSWER)
                .answering(Responses.REPO_NOT_FOUND);
        return Endpoint.of(operation, ProjectionNames.CLIENTS, new OverviewEndpoint(service, path)::answer);
    }

    private Reply answer(Request request) {
        Caller administrator = request.administrator();
        Groups.refuse(request.query());
        int days = DAYS.of(request.query());
        LocalDate first =
                days == 0 ? QueryParameters.FIRST_DAY : service.today().minusDays(days - 1L);
        Answer<Optional<Overview>> overview = service.repositories()
                .about(path.repository(request), administrator, seen -> overview(seen.lineage(), first));
        return service.answers().reply(overview, found -> found.map(it -> reply(it, days == 0, first)));
    }

    private Answer<Overview> overview(Lineage repo, LocalDate first) {
        return service.ask(new LikeDaysQuery(repo, first, service.today()))
                .then(words -> service.ask(new ClientsQuery(repo, QueryParameters.FIRST_DAY, QueryParameters.LAST_DAY))
                        .map(clients -> new Overview(words.value(), clients)));
    }

    private Reply reply(Overview overview, boolean isSinceFirstWord, LocalDate first) {
        Optional<LocalDate> start =
                isSinceFirstWord ? overview.words().stream().map(LikeDay::date).findFirst() : Optional.of(first);
        Map<LocalDate, LikeDay> byDate =
                overview.words().stream().collect(Collectors.toMap(LikeDay::date, Function.identity()));
        List<LikeDay> history = start.stream()
                .flatMap(from -> from.datesUntil(service.today().plusDays(1)))
                .map(date -> byDate.getOrDefault(date, new LikeDay(date, 0, 0)))
                .toList();
        var clients = Sums.mostFirst(overview.clients().downloads(), ClientProduct::label).stream()
                .limit(TAGS)
                .toList();
        return AnswerRenderer.json(json -> {
            HISTORY.writeList(json, "history", history);
            CLIENTS.writeList(json, "tags", clients);
        });
    }
}
