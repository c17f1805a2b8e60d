package dev.footfall.queryapi.http.stats;

import dev.footfall.events.RepoId;
import dev.footfall.events.renames.Lineage;
import dev.footfall.queryapi.http.AnswerRenderer;
import dev.footfall.queryapi.http.CommonSchemas;
import dev.footfall.queryapi.http.Period;
import dev.footfall.queryapi.http.QueryService;
import dev.footfall.queryapi.http.Request;
import dev.footfall.queryapi.http.Responses;
import dev.footfall.queryapi.http.SeenSummary;
import dev.footfall.queryapi.question.DownloadSeriesQuery;
import dev.footfall.queryapi.route.Answer;
import dev.footfall.queryapi.table.Column;
import dev.footfall.queryapi.table.Table;
import dev.footfall.web.Json;
import dev.footfall.web.Reply;
import dev.footfall.web.openapi.Operation;
import dev.footfall.web.openapi.Response;
import dev.footfall.web.openapi.Schema;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Stream;

record BulkEndpoint(QueryService service) {
    private static final Table<SeenSummary> FOUND = Table.<SeenSummary>of()
            .and(
                    item(200),
                    found -> new BulkRequest.Item(
                            found.repo().type(), found.repo().fullName()))
            .and(SeenSummary.TABLE, Function.identity())
            .named("BulkFound");
    private static final Table<BulkRequest.Item> NOT_FOUND = item(404)
            .and(new Column<>("code", Schema.enumOf(List.of("RepoNotFound")), item -> "RepoNotFound"))
            .named("BulkNotFound");

    static final Operation OPERATION = Responses.numbers(
                    Operation.post(
                            "/v1/bulk", "The totals and recent downloads of many repositories.", BulkRequest.SCHEMA),
                    Response.json(
                            "One result for each repository, in the order of the request.",
                            Schema.object()
                                    .and("results", Schema.list(Schema.either(FOUND.schema(), NOT_FOUND.schema())))
                                    .and("period", Period.TABLE.schema())
                                    .named("Bulk")))
            .answering(Responses.TOO_LARGE, Responses.UNSUPPORTED);

    private static Table<BulkRequest.Item> item(int status) {
        return Table.of(
                new Column<>("type", CommonSchemas.TYPE, item -> item.type().label()),
                Column.text("id", BulkRequest.Item::id),
                new Column<>("status", Schema.integer(status, status), item -> status));
    }

    Reply answer(Request request) {
        BulkRequest question = BulkRequest.read(request.jsonObject(), service.today());
        Stream<RepoId> names =
                question.items().stream().map(BulkRequest.Item::repository).flatMap(Optional::stream);
        Answer<Map<RepoId, SeenSummary>> found = found(names, question.period(), question.isWithSeries(), request);
        return service.withGaps(
                question.period(), service.reply(found, byName -> AnswerRenderer.json(fields(question, byName))));
    }

    Answer<Map<RepoId, SeenSummary>> found(Stream<RepoId> names, Period period, boolean isWithSeries, Request request) {
        List<Lineage> repos = names.map(name -> service.repositories().lineage(name, request.caller()))
                .distinct()
                .toList();
        Answer<Map<RepoId, SeenSummary>> found = found(repos, period, request);
        return isWithSeries ? found.then(some -> withSeries(some, period)) : found;
    }

    private Answer<Map<RepoId, SeenSummary>> found(List<Lineage> repos, Period period, Request request) {
        return service.repositories().summaries(repos, request.caller(), period).map(summaries -> {
            Map<RepoId, SeenSummary> byName = new HashMap<>();
            summaries.stream()
                    .flatMap(Optional::stream)
                    .forEach(one -> one.seen().lineage().names().forEach(name -> byName.put(name, one)));
            return byName;
        });
    }

    private Answer<Map<RepoId, SeenSummary>> withSeries(Answer.Complete<Map<RepoId, SeenSummary>> all, Period period) {
        Map<RepoId, SeenSummary> found = new HashMap<>(all.value());
        List<Lineage> seen = found.values().stream()
                .map(one -> one.seen().lineage())
                .distinct()
                .toList();
        if (seen.isEmpty()) return all;
        return service.state()
                .askOfMany(seen, some -> new DownloadSeriesQuery(some, period.start(), period.end(), Set.of()))
                .map(series -> {
                    Map<RepoId, List<Long>> days = new HashMap<>();
                    series.forEach(one -> days.put(one.repo(), one.downloads()));
                    found.replaceAll((name, one) -> one.withSeries(Objects.requireNonNull(days.get(one.repo()))));
                    return found;
                });
    }

    private static Json.Fields fields(BulkRequest question, Map<RepoId, SeenSummary> byName) {
        Table<SeenSummary> table = FOUND.showing(question.isWithSeries() ? Set.of(SeenSummary.SERIES) : Set.of());
        return json -> {
            json.writeArrayFieldStart("results");
            for (BulkRequest.Item item : question.items()) {
                Optional<SeenSummary> found = item.repository().flatMap(repo -> Optional.ofNullable(byName.get(repo)));
                if (found.isPresent()) table.write(json, found.get());
                else NOT_FOUND.write(json, item);
            }
            json.writeEndArray();
            question.period().writeTo(json);
        };
    }
}
