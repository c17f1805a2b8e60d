package dev.footfall.queryapi.http.category;

import dev.footfall.queryapi.openapi.Schema;
import java.util.List;

/** The shape of a category's statistics, for the API's description. */
final class StatisticsSchema {
    /** The numbers of models with what no hub knows of them: always 0. */
    static final List<String> UNKNOWN = List.of(
            "models_with_trigger_words", "models_with_inpainting", "models_with_requirements", "models_with_showcases");

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
                        Schema.list(Schema.object().and("name", Schema.text()).and("downloads", Schema.count())))
                .and("nsfw_count", Schema.count())
                .and("sfw_count", Schema.count())
                .and("baseline_distribution", Schema.mapOf(share(Schema.object().and("baseline", Schema.text()))))
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
