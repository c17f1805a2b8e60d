package dev.footfall.queryapi.http.category;

import dev.footfall.aggregator.counting.Projections;
import dev.footfall.aggregator.live.TopK;
import dev.footfall.aggregator.renames.Renames.Lineage;
import dev.footfall.aggregator.session.SourceFiles;
import dev.footfall.events.RepoId;
import dev.footfall.queryapi.http.AnswerRenderer;
import dev.footfall.queryapi.http.BadParameter;
import dev.footfall.queryapi.http.Endpoint;
import dev.footfall.queryapi.http.QueryParameter;
import dev.footfall.queryapi.http.QueryParameters;
import dev.footfall.queryapi.http.QueryService;
import dev.footfall.queryapi.http.Request;
import dev.footfall.queryapi.http.category.UsageJson.UsageOrder;
import dev.footfall.queryapi.http.category.UsageJson.UsageOrder.Placed;
import dev.footfall.queryapi.openapi.Operation;
import dev.footfall.queryapi.openapi.Parameters;
import dev.footfall.queryapi.openapi.Response;
import dev.footfall.queryapi.question.UsageQuery;
import dev.footfall.queryapi.question.UsageQuery.WaysQuery;
import dev.footfall.web.Reply;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

record WithStatsEndpoint(QueryService service) {
    private static final Duration AT_WORK = Duration.ofHours(24);
    private static final Response ANSWER =
            Response.json("By name, or as sorted.", UsageJson.SCHEMA.named("CategoryUsage"));

    static Endpoint of(String path, QueryService service) {
        Operation operation = CategoryApi.operation(
                Operation.get(path, "The usage of each of a category's repositories that the caller may see.")
                        .taking(WithStatsQuestion.PARAMETERS),
                ANSWER);
        return Endpoint.of(operation, Projections.SOURCES, new WithStatsEndpoint(service)::answer);
    }

    private Reply answer(Request request) {
        WithStatsQuestion question = WithStatsQuestion.of(request.query());
        boolean areWaysKnown = service.backend().projections().has(Projections.CLIENTS);
        if (question.hasVariations() && !areWaysKnown) {
            throw new BadParameter(WithStatsQuestion.VARIATIONS.name(), "true", "false: ways are not counted here");
        }
        var members =
                new CategoryMembers(CategoryApi.category(request), service.state(), request.caller(), service.today());
        Instant since = service.backend().clock().instant().minus(AT_WORK);
        return request.with(service.shares().categories(), () -> {
            List<Placed> placed = placed(members, question, since);
            Map<RepoId, WaysQuery.Ways> ways = question.hasVariations() ? ways(placed, members) : Map.of();
            var json = new UsageJson(question, since, ways);
            return service.reply(members.answer(asOf -> placed), all -> AnswerRenderer.json(json.of(all)));
        });
    }

    private static List<Placed> placed(CategoryMembers members, WithStatsQuestion question, Instant since) {
        var first = new TopK<Placed>(
                question.limit().orElse(WithStatsQuestion.MOST + 1),
                question.order().comparator());
        members.forEach(member -> {
            int workers = atWork(member.sources(), since).size();
            if (workers >= question.minWorkers()) first.offer(new Placed(member, workers));
        });
        List<Placed> placed = first.ranked();
        if (placed.size() <= WithStatsQuestion.MOST) return placed;
        throw new BadParameter(
                WithStatsQuestion.LIMIT.name(),
                "",
                "an integer from 1 to " + WithStatsQuestion.MOST + ", as there are more than that");
    }

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

    /** {@code hasWorkers}: file servers are told apart; {@code hasVariations}: ways are. */
    record WithStatsQuestion(
            boolean hasWorkers, boolean hasVariations, int minWorkers, UsageOrder order, Optional<Integer> limit) {
        static final int MOST = 10_000;

        static final QueryParameter<Boolean> VARIATIONS =
                QueryParameter.bool("include_backend_variations", "With the usage by http, git and lfs.", false);
        static final QueryParameter<Optional<Integer>> LIMIT = QueryParameter.integer(
                "limit", "How many repositories; needed where more than 10,000 are left.", 1, MOST);

        private static final QueryParameter<Boolean> WORKERS =
                QueryParameter.bool("include_workers", "With the file servers at work.", false);
        private static final QueryParameter<Optional<Integer>> MIN_WORKERS = QueryParameter.integer(
                "min_worker_count", "Only repositories with so many file servers at work.", 0, 999_999_999);

        static final Parameters PARAMETERS =
                Parameters.of(WORKERS, VARIATIONS, MIN_WORKERS, UsageOrder.BY, UsageOrder.DESCENDING, LIMIT);

        static WithStatsQuestion of(QueryParameters query) {
            return new WithStatsQuestion(
                    WORKERS.of(query),
                    VARIATIONS.of(query),
                    MIN_WORKERS.of(query).orElse(0),
                    UsageOrder.of(query),
                    LIMIT.of(query));
        }
    }
}
