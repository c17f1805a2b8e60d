package dev.footfall.queryapi.http.category;

import com.fasterxml.jackson.core.JsonGenerator;
import dev.footfall.aggregator.counting.Sources;
import dev.footfall.queryapi.http.AnswerRenderer;
import dev.footfall.queryapi.http.Endpoint;
import dev.footfall.queryapi.http.QueryParameter.BoolParameter;
import dev.footfall.queryapi.http.QueryParameter.IntParameter;
import dev.footfall.queryapi.http.QueryParameter.OptionalIntParameter;
import dev.footfall.queryapi.http.QueryParameters;
import dev.footfall.queryapi.http.QueryService;
import dev.footfall.queryapi.http.Request;
import dev.footfall.queryapi.http.category.CategoryMembers.CategoryMember;
import dev.footfall.queryapi.openapi.Operation;
import dev.footfall.queryapi.openapi.Response;
import dev.footfall.queryapi.openapi.Schema;
import dev.footfall.web.Permits;
import dev.footfall.web.Reply;
import java.io.IOException;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.function.Supplier;
import java.util.regex.Pattern;

/** {@code GET /model_references/statistics/{category}}: the sums over the repositories of a category. */
record StatisticsEndpoint(QueryService service) {
    private static final BoolParameter GROUPS = new BoolParameter(
            "group_text_models", "Count models once that differ in namespace and quantisation alone.", false);
    private static final OptionalIntParameter LIMIT = new OptionalIntParameter(
            "limit", "How many models to list; none are when it is not given.", 1, StatisticsPage.MOST);
    private static final IntParameter OFFSET =
            new IntParameter("offset", "The number of models to skip.", 0, 0, StatisticsPage.MOST);
    private static final Response ANSWER = Response.of(
            200, "Sums over the whole category, whatever is listed.", Reply.JSON, StatisticsSchema.STATISTICS);

    static Endpoint of(String path, QueryService service) {
        Operation operation = CategoryApi.operation(
                Operation.get(path, "The sums over a category's repositories that the caller may see.")
                        .taking(GROUPS.described(), LIMIT.described(), OFFSET.described()),
                ANSWER);
        return Endpoint.of(operation, Sources.NAME, new StatisticsEndpoint(service)::answer);
    }

    private Reply answer(Request request) {
        QueryParameters query = request.query();
        boolean isGrouped = GROUPS.of(query);
        var statistics = new CategoryStatistics(new StatisticsPage(OFFSET.of(query), LIMIT.of(query)));
        String category = CategoryApi.category(request);
        var members = new CategoryMembers(category, service.state(), request.caller(), service.today());
        Permits.Permit permit = request.permitOf(service.shares().categories());
        try (permit) {
            if (isGrouped) addGroups(members, statistics);
            else members.forEach(member -> add(member, statistics));
        }
        return service.answers()
                .reply(
                        members.answer(asOf -> asOf.newestLogTime().map(Instant::getEpochSecond)),
                        second -> Optional.of(
                                AnswerRenderer.json(json -> statistics.writeTo(json, category, second.orElse(0L)))));
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

    /** A model's name without namespace and quantisation suffix. */
    static final class BaseName {
        private static final Pattern QUANTISATION = Pattern.compile(
                "(?:[-_.](?:q[2-8](?:_0|_1|_k(?:_[smlh])?)?|gguf|ggml|gptq|awq|exl2|fp16|fp32|int8|int4))+$",
                Pattern.CASE_INSENSITIVE);

        private BaseName() {}

        /** Returns the base name; the full name if nothing else is left. */
        static String of(String modelName) {
            String stripped = QUANTISATION.matcher(modelName).replaceFirst("");
            return stripped.isEmpty() ? modelName : stripped;
        }
    }

    /**
     * The part of a category's models, by name, that is listed.
     *
     * @param limit the most models in it; when empty, none is listed
     */
    record StatisticsPage(int offset, OptionalInt limit) {
        /** Upper bound of both; their sum fits an int. */
        static final int MOST = 999_999_999;

        boolean isListed() {
            return limit.isPresent();
        }

        /** The number of models up to its end, ≥ 1. */
        int end() {
            return Math.max(1, offset + limit.orElse(0));
        }

        void writeTo(JsonGenerator json, long models, Supplier<List<CategoryModel>> first) throws IOException {
            long left = Math.max(0, models - offset);
            json.writeNumberField("returned_models", Math.min(left, limit.orElse(Integer.MAX_VALUE)));
            json.writeNumberField("offset", offset);
            if (limit.isEmpty()) {
                json.writeNullField("limit");
                return;
            }
            json.writeNumberField("limit", limit.getAsInt());
            json.writeArrayFieldStart("models");
            for (CategoryModel model : first.get().stream().skip(offset).toList()) {
                json.writeStartObject();
                json.writeStringField("name", model.name());
                json.writeNumberField("downloads", model.total().downloads());
                json.writeEndObject();
            }
            json.writeEndArray();
        }
    }

    static final class StatisticsSchema {
        /** Counts of details that no hub knows: always 0. */
        static final List<String> UNKNOWN = List.of(
                "models_with_trigger_words",
                "models_with_inpainting",
                "models_with_requirements",
                "models_with_showcases");

        static final Schema STATISTICS = numbers()
                .and(
                        "computed_at",
                        Schema.count().with("description", "The second of the as-of; 0 before the first event."))
                .named("CategoryStatistics");

        private StatisticsSchema() {}

        private static Schema numbers() {
            Schema schema = Schema.object()
                    .and("category", Schema.text())
                    .and("total_models", Schema.count())
                    .and("returned_models", Schema.count())
                    .and("offset", Schema.count())
                    .and("limit", Schema.count().orNull())
                    .maybe(
                            "models",
                            Schema.list(
                                    Schema.object().and("name", Schema.text()).and("downloads", Schema.count())))
                    .and("nsfw_count", Schema.count())
                    .and("sfw_count", Schema.count())
                    .and(
                            "baseline_distribution",
                            Schema.mapOf(share(Schema.object().and("baseline", Schema.text()))))
                    .and("download_stats", downloads())
                    .and("top_tags", Schema.list(share(Schema.object().and("tag", Schema.text()))))
                    .and("parameter_buckets", Schema.list(bucket()))
                    .and("models_without_param_info", Schema.count())
                    .and("top_styles", Schema.list(Schema.anyObject()).with("maxItems", 0));
            for (String unknown : UNKNOWN) schema = schema.and(unknown, Schema.integer(0, 0));
            return schema;
        }

        private static Schema share(Schema object) {
            return object.and("count", Schema.count()).and("percentage", Schema.number());
        }

        private static Schema bucket() {
            return share(Schema.object()
                    .and("bucket_label", Schema.text())
                    .and("min_params", Schema.count())
                    .and("max_params", Schema.count().orNull()));
        }

        private static Schema downloads() {
            return Schema.object()
                    .and("total_models_with_downloads", Schema.count())
                    .and("total_download_entries", Schema.count())
                    .and("total_downloads", Schema.count())
                    .and("total_size_bytes", Schema.count())
                    .and("models_with_size_info", Schema.count())
                    .and("average_size_bytes", Schema.number())
                    .and("hosts", Schema.mapOf(Schema.count()));
        }
    }
}
