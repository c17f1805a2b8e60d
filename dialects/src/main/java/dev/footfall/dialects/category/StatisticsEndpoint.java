package dev.footfall.dialects.category;

import dev.footfall.queryapi.http.AnswerRenderer;
import dev.footfall.queryapi.http.Endpoint;
import dev.footfall.queryapi.http.QueryParameter;
import dev.footfall.queryapi.http.QueryParameters;
import dev.footfall.queryapi.http.QueryService;
import dev.footfall.queryapi.http.Request;
import dev.footfall.rules.ProjectionNames;
import dev.footfall.web.Reply;
import dev.footfall.web.openapi.Operation;
import dev.footfall.web.openapi.Response;
import java.time.Instant;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;

record StatisticsEndpoint(QueryService service) {
    private static final QueryParameter<Boolean> GROUPS = QueryParameter.bool(
            "group_text_models", "Count models that differ only in namespace and quantisation once.", false);
    private static final QueryParameter<Optional<Integer>> LIMIT =
            QueryParameter.integer("limit", "The number of models to list; none by default.", 1, StatisticsPage.MOST);
    private static final QueryParameter<Integer> OFFSET =
            QueryParameter.integer("offset", "The number of models to skip.", 0, 0, StatisticsPage.MOST);
    private static final Response ANSWER =
            Response.json("Sums over the whole category, independent of the listed models.", CategoryStatistics.SCHEMA);
    private static final Pattern QUANTISATION = Pattern.compile(
            "(?:[-_.](?:q[2-8](?:_0|_1|_k(?:_[smlh])?)?|gguf|ggml|gptq|awq|exl2|fp16|fp32|int8|int4))+$",
            Pattern.CASE_INSENSITIVE);

    static Endpoint of(String path, QueryService service) {
        Operation operation = CategoryMembers.operation(
                Operation.get(path, "Sums over the repositories of a category that the caller may see.")
                        .taking(GROUPS, LIMIT, OFFSET),
                ANSWER);
        return Endpoint.of(operation, ProjectionNames.SOURCES, new StatisticsEndpoint(service)::answer);
    }

    private Reply answer(Request request) {
        QueryParameters query = request.query();
        boolean isGrouped = GROUPS.of(query);
        String category = CategoryMembers.category(request);
        var page = new StatisticsPage(OFFSET.of(query), LIMIT.of(query));
        var statistics = new CategoryStatistics(category, page);
        var members = new CategoryMembers(request, service);
        return request.with(service.shares().categories(), () -> {
            if (isGrouped) addGroups(members, statistics);
            else members.forEach(member -> add(member, statistics));
            return service.reply(
                    members.answer(asOf -> asOf.newestLogTime().map(Instant::getEpochSecond)),
                    second -> AnswerRenderer.json(json -> statistics.writeTo(json, second.orElse(0L))));
        });
    }

    private static void add(CategoryMember member, CategoryStatistics statistics) {
        statistics.add(CategoryModel.of(member, member.name()));
        statistics.addHosts(member.usage().sources());
    }

    private static void addGroups(CategoryMembers members, CategoryStatistics statistics) {
        Map<String, CategoryModel> groups = new HashMap<>();
        members.forEach(member -> {
            String baseName = baseName(member.repo().name());
            groups.merge(baseName.toLowerCase(Locale.ROOT), CategoryModel.of(member, baseName), CategoryModel::plus);
            statistics.addHosts(member.usage().sources());
        });
        groups.values().forEach(statistics::add);
    }

    /** A model's name without namespace and quantisation suffix. */
    static String baseName(String modelName) {
        String stripped = QUANTISATION.matcher(modelName).replaceFirst("");
        return stripped.isEmpty() ? modelName : stripped;
    }
}
