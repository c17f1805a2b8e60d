package dev.footfall.queryapi.http.category;

import dev.footfall.aggregator.projection.Sources;
import dev.footfall.queryapi.http.AnswerRenderer;
import dev.footfall.queryapi.http.Endpoint;
import dev.footfall.queryapi.http.QueryParameter;
import dev.footfall.queryapi.http.QueryParameters;
import dev.footfall.queryapi.http.QueryService;
import dev.footfall.queryapi.http.Request;
import dev.footfall.queryapi.openapi.Operation;
import dev.footfall.queryapi.openapi.Response;
import dev.footfall.web.Places;
import dev.footfall.web.Reply;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/** {@code GET /model_references/statistics/{category}}: the sums over the repositories of a category. */
final class StatisticsEndpoint implements Endpoint {
    private static final QueryParameter.BoolParameter GROUPS = new QueryParameter.BoolParameter(
            "group_text_models", "Count models once that differ in namespace and quantisation alone.", false);
    private static final QueryParameter.OptionalIntParameter LIMIT = new QueryParameter.OptionalIntParameter(
            "limit", "How many models to list; none are when it is not given.", 1, StatisticsPage.MOST);
    private static final QueryParameter.IntParameter OFFSET =
            new QueryParameter.IntParameter("offset", "How many models to pass over.", 0, 0, StatisticsPage.MOST);
    private static final Response ANSWER = Response.of(
            200, "Sums over the whole category, whatever is listed.", Reply.JSON, StatisticsSchema.STATISTICS);

    private final Operation operation;
    private final QueryService service;

    /** The statistics at one of their paths. */
    StatisticsEndpoint(String path, QueryService service) {
        this.operation = CategoryApi.operation(
                Operation.get(path, "The sums over a category's repositories that the caller may see.")
                        .taking(GROUPS.described(), LIMIT.described(), OFFSET.described()),
                ANSWER);
        this.service = service;
    }

    @Override
    public Operation operation() {
        return operation;
    }

    @Override
    public Reply answer(Request request) {
        QueryParameters query = request.query();
        boolean isGrouped = GROUPS.of(query);
        var statistics = new CategoryStatistics(new StatisticsPage(OFFSET.of(query), LIMIT.of(query)));
        String category = CategoryApi.category(request);
        var members = new CategoryMembers(category, service.state(), request.caller(), service.today());
        Places.Place place = request.placeAmong(service.shares().categories());
        try (place) {
            if (isGrouped) addGroups(members, statistics);
            else members.forEach(member -> add(member, statistics));
        }
        return service.answers()
                .reply(
                        members.answer(asOf -> asOf.newestLogTime().map(Instant::getEpochSecond)),
                        second -> Optional.of(
                                AnswerRenderer.json(json -> statistics.writeTo(json, category, second.orElse(0L)))));
    }

    @Override
    public Optional<String> projection() {
        return Optional.of(Sources.NAME);
    }

    private static void add(CategoryMember member, CategoryStatistics statistics) {
        statistics.add(CategoryModel.of(member));
        statistics.addHosts(member.sources());
    }

    private static void addGroups(CategoryMembers members, CategoryStatistics statistics) {
        Map<String, CategoryModel> groups = new HashMap<>();
        members.forEach(member -> {
            String baseName = BaseName.of(member.repo().name());
            groups.computeIfAbsent(CategoryModel.key(baseName), any -> CategoryModel.named(baseName))
                    .add(member, baseName);
            statistics.addHosts(member.sources());
        });
        groups.values().forEach(statistics::add);
    }
}
