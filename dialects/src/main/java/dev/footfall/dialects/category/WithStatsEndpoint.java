package dev.footfall.dialects.category;

import dev.footfall.aggregator.query.TopK;
import dev.footfall.events.RepoId;
import dev.footfall.events.renames.Lineage;
import dev.footfall.queryapi.http.AnswerRenderer;
import dev.footfall.queryapi.http.BadParameter;
import dev.footfall.queryapi.http.Endpoint;
import dev.footfall.queryapi.http.QueryParameter;
import dev.footfall.queryapi.http.QueryParameters;
import dev.footfall.queryapi.http.QueryService;
import dev.footfall.queryapi.http.Request;
import dev.footfall.queryapi.question.UsageQuery;
import dev.footfall.rules.ProjectionNames;
import dev.footfall.web.Reply;
import dev.footfall.web.openapi.Operation;
import dev.footfall.web.openapi.Response;
import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

record WithStatsEndpoint(QueryService service) {
    private static final Duration AT_WORK = Duration.ofHours(24);
    private static final int MOST = 10_000;
    private static final String NAME = "name";

    private static final Comparator<PlacedMember> BY_NAME =
            Comparator.comparing(placed -> placed.member().name());
    private static final Map<String, Comparator<PlacedMember>> ORDERS = Map.of(
            "worker_count",
            Comparator.comparingInt(PlacedMember::workers),
            "usage_total",
            Comparator.comparingLong(placed -> placed.member().usage().total().downloads()),
            "usage_month",
            Comparator.comparingLong(placed -> placed.member().usage().month()),
            NAME,
            BY_NAME);

    private static final QueryParameter<Boolean> WORKERS =
            QueryParameter.bool("include_workers", "Include the active file servers.", false);
    private static final QueryParameter<Boolean> VARIATIONS =
            QueryParameter.bool("include_backend_variations", "Include the usage by http, git and lfs.", false);
    private static final QueryParameter<Optional<Integer>> MIN_WORKERS = QueryParameter.integer(
            "min_worker_count", "Only repositories with at least this many active file servers.", 0, 999_999_999);
    private static final QueryParameter<Optional<String>> SORT = QueryParameter.word(
            "sort_by",
            "The number that repositories are sorted by; by default, they are sorted by name, ascending.",
            List.of("worker_count", "usage_total", "usage_month", NAME));
    private static final QueryParameter<Boolean> DESCENDING =
            QueryParameter.bool("sort_desc", "Sort in descending order; ignored without sort_by.", true);
    private static final QueryParameter<Optional<Integer>> LIMIT =
            QueryParameter.integer("limit", "The number of repositories; required if more than 10,000 match.", 1, MOST);

    private static final Response ANSWER =
            Response.json("Sorted by name, or by sort_by.", UsageJson.SCHEMA.named("CategoryUsage"));

    static Endpoint of(String path, QueryService service) {
        Operation operation = CategoryMembers.operation(
                Operation.get(path, "The usage of each of a category's repositories that the caller may see.")
                        .taking(WORKERS, VARIATIONS, MIN_WORKERS, SORT, DESCENDING, LIMIT),
                ANSWER);
        return Endpoint.of(operation, ProjectionNames.SOURCES, new WithStatsEndpoint(service)::answer);
    }

    private Reply answer(Request request) {
        QueryParameters query = request.query();
        boolean hasWorkers = WORKERS.of(query);
        boolean hasVariations = VARIATIONS.of(query);
        int minWorkers = MIN_WORKERS.of(query).orElse(0);
        Comparator<PlacedMember> order = order(query);
        int most = LIMIT.of(query).orElse(MOST + 1);
        if (hasVariations && !service.backend().projects(ProjectionNames.CLIENTS)) {
            throw new BadParameter(VARIATIONS.name(), "true", "false: usage by http, git and lfs is not counted here");
        }
        var members = new CategoryMembers(request, service);
        Instant since = service.now().minus(AT_WORK);
        return request.with(service.shares().categories(), () -> {
            var first = new TopK<PlacedMember>(most, order);
            members.forEach(member -> {
                int workers = UsageJson.atWork(member.usage().sources(), since).size();
                if (workers >= minWorkers) first.offer(new PlacedMember(member, workers));
            });
            List<PlacedMember> placed = first.ranked();
            if (placed.size() > MOST) {
                throw new BadParameter(
                        LIMIT.name(), "", "an integer from 1 to " + MOST + ", because more repositories match");
            }
            Optional<Map<RepoId, WaysQuery.Ways>> ways =
                    hasVariations ? Optional.of(ways(placed, members)) : Optional.empty();
            var json = new UsageJson(hasWorkers, since, ways);
            return service.reply(members.answer(asOf -> placed), all -> AnswerRenderer.json(json.of(all)));
        });
    }

    /** Equal ones are by name, ascending. */
    private static Comparator<PlacedMember> order(QueryParameters query) {
        Optional<String> by = SORT.of(query);
        Comparator<PlacedMember> order = ORDERS.getOrDefault(by.orElse(NAME), BY_NAME);
        boolean isDescending = DESCENDING.of(query) && by.isPresent();
        return (isDescending ? order.reversed() : order).thenComparing(BY_NAME);
    }

    private Map<RepoId, WaysQuery.Ways> ways(List<PlacedMember> placed, CategoryMembers members) {
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
