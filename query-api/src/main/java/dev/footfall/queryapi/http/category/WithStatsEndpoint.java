package dev.footfall.queryapi.http.category;

import dev.footfall.aggregator.projection.Clients;
import dev.footfall.aggregator.projection.Sources;
import dev.footfall.aggregator.ranking.TopK;
import dev.footfall.aggregator.renames.Lineage;
import dev.footfall.aggregator.rollup.SourceFiles;
import dev.footfall.events.RepoId;
import dev.footfall.queryapi.http.AnswerRenderer;
import dev.footfall.queryapi.http.BadParameter;
import dev.footfall.queryapi.http.Endpoint;
import dev.footfall.queryapi.http.QueryService;
import dev.footfall.queryapi.http.Request;
import dev.footfall.queryapi.http.category.UsageOrder.Placed;
import dev.footfall.queryapi.openapi.Operation;
import dev.footfall.queryapi.openapi.Response;
import dev.footfall.queryapi.question.UsageQuery;
import dev.footfall.queryapi.question.WaysQuery;
import dev.footfall.web.Places;
import dev.footfall.web.Reply;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** {@code GET /model_references/statistics/{category}/with-stats}: a category's repositories, each with its usage. */
final class WithStatsEndpoint implements Endpoint {
    private static final Duration AT_WORK = Duration.ofHours(24);
    private static final Response ANSWER =
            Response.of(200, "By name, or as sorted.", Reply.JSON, UsageJson.SCHEMA.named("CategoryUsage"));

    private final Operation operation;
    private final QueryService service;

    /** The usage at one of its paths. */
    WithStatsEndpoint(String path, QueryService service) {
        this.operation = CategoryApi.operation(
                Operation.get(path, "The usage of each of a category's repositories that the caller may see.")
                        .taking(WithStatsQuestion.described()),
                ANSWER);
        this.service = service;
    }

    @Override
    public Operation operation() {
        return operation;
    }

    @Override
    public Optional<String> projection() {
        return Optional.of(Sources.NAME);
    }

    @Override
    public Reply answer(Request request) {
        WithStatsQuestion question = WithStatsQuestion.of(request.query());
        boolean areWaysKnown = service.backend().projections().has(Clients.NAME);
        if (question.hasVariations() && !areWaysKnown) {
            throw new BadParameter(WithStatsQuestion.VARIATIONS.name(), "true", "false: ways are not counted here");
        }
        var members =
                new CategoryMembers(CategoryApi.category(request), service.state(), request.caller(), service.today());
        Instant since = service.backend().clock().instant().minus(AT_WORK);
        Places.Place place = request.placeAmong(service.shares().categories());
        try (place) {
            List<Placed> placed = placed(members, question, since);
            Map<RepoId, WaysQuery.Ways> ways = question.hasVariations() ? ways(placed, members) : Map.of();
            var json = new UsageJson(question, since, ways);
            return service.answers()
                    .reply(members.answer(asOf -> placed), all -> Optional.of(AnswerRenderer.json(json.of(all))));
        }
    }

    private static List<Placed> placed(CategoryMembers members, WithStatsQuestion question, Instant since) {
        var first = new TopK<Placed>(question.limit().orElse(WithStatsQuestion.MOST + 1), any -> true);
        members.forEach(member -> {
            int workers = atWork(member.sources(), since).size();
            if (workers >= question.minWorkers()) first.offer(question.order().place(member, workers));
        });
        List<Placed> placed = first.ranked();
        if (placed.size() <= WithStatsQuestion.MOST) return placed;
        throw new BadParameter(
                WithStatsQuestion.LIMIT.name(),
                "",
                "an integer from 1 to " + WithStatsQuestion.MOST + ", as there are more than that");
    }

    /** The file servers with a file after then. */
    static List<SourceFiles> atWork(List<SourceFiles> sources, Instant since) {
        return sources.stream().filter(source -> source.last().isAfter(since)).toList();
    }

    private Map<RepoId, WaysQuery.Ways> ways(List<Placed> placed, CategoryMembers members) {
        Map<RepoId, WaysQuery.Ways> ways = new HashMap<>();
        List<Lineage> repos = placed.stream()
                .map(one -> service.repositories().lineage(one.member().repo()))
                .toList();
        for (List<Lineage> part : Lineage.parts(repos, UsageQuery.MOST)) {
            for (WaysQuery.Ways one : members.ask(new WaysQuery(part, service.today()))) ways.put(one.repo(), one);
        }
        return ways;
    }
}
