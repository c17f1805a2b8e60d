package dev.footfall.queryapi.http.category;

import com.fasterxml.jackson.core.JsonGenerator;
import dev.footfall.aggregator.ranking.TopK;
import dev.footfall.aggregator.rollup.DailyCounts;
import dev.footfall.aggregator.rollup.SourceFiles;
import dev.footfall.queryapi.http.category.Tallies.Tally;
import java.io.IOException;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;

/** The sums over the models of a category, one after the other. */
final class CategoryStatistics {
    private static final int TOP_TAGS = 20;

    private final StatisticsPage page;
    private final TopK<CategoryModel> first;
    private final Tallies baselines = new Tallies();
    private final Tallies tags = new Tallies();
    private final Tallies hosts = new Tallies();
    private final Map<ParameterBucket, Long> buckets = new EnumMap<>(ParameterBucket.class);
    private long models;
    private long nsfw;
    private long downloaded;
    private long sized;
    private long withParameters;
    private DailyCounts total = DailyCounts.ZERO;

    /**
     * Nothing yet.
     *
     * @param page the models that are listed
     */
    CategoryStatistics(StatisticsPage page) {
        this.page = page;
        this.first = new TopK<>(page.end(), model -> true);
    }

    void add(CategoryModel model) {
        models++;
        if (model.isNsfw()) nsfw++;
        if (model.total().downloads() > 0) downloaded++;
        if (model.total().bytes() > 0) sized++;
        total = total.plus(model.total());
        model.baseModel().ifPresent(base -> baselines.add(base, 1));
        model.tags().forEach(tag -> tags.add(tag, 1));
        model.parameters().ifPresent(number -> {
            withParameters++;
            buckets.merge(ParameterBucket.of(number), 1L, Long::sum);
        });
        if (page.isListed()) first.offer(model);
    }

    /** Adds the file servers of a repository. */
    void addHosts(List<SourceFiles> sources) {
        for (SourceFiles source : sources) hosts.add(source.source(), source.files());
    }

    /** Writes the members of the answer, in its order. */
    void writeTo(JsonGenerator json, String category, long computedAt) throws IOException {
        json.writeStringField("category", category);
        json.writeNumberField("total_models", models);
        page.writeTo(json, models, first::ranked);
        json.writeNumberField("nsfw_count", nsfw);
        json.writeNumberField("sfw_count", models - nsfw);
        writeBaselines(json);
        writeDownloads(json);
        writeTags(json);
        writeBuckets(json);
        json.writeNumberField("models_without_param_info", models - withParameters);
        json.writeArrayFieldStart("top_styles");
        json.writeEndArray();
        for (String unknown : StatisticsSchema.UNKNOWN) json.writeNumberField(unknown, 0);
        json.writeNumberField("computed_at", computedAt);
    }

    private void writeBaselines(JsonGenerator json) throws IOException {
        json.writeObjectFieldStart("baseline_distribution");
        for (Tally baseline : baselines.most(Long.MAX_VALUE)) {
            json.writeObjectFieldStart(baseline.name());
            json.writeStringField("baseline", baseline.name());
            writeShare(json, baseline.count());
        }
        json.writeEndObject();
    }

    private void writeDownloads(JsonGenerator json) throws IOException {
        json.writeObjectFieldStart("download_stats");
        json.writeNumberField("total_models_with_downloads", downloaded);
        json.writeNumberField("total_download_entries", total.files());
        json.writeNumberField("total_downloads", total.downloads());
        json.writeNumberField("total_size_bytes", total.bytes());
        json.writeNumberField("models_with_size_info", sized);
        json.writeNumberField("average_size_bytes", Decimals.quotient(total.bytes(), sized));
        json.writeObjectFieldStart("hosts");
        for (Tally host : hosts.most(Long.MAX_VALUE)) json.writeNumberField(host.name(), host.count());
        json.writeEndObject();
        json.writeEndObject();
    }

    private void writeTags(JsonGenerator json) throws IOException {
        json.writeArrayFieldStart("top_tags");
        for (Tally tag : tags.most(TOP_TAGS)) {
            json.writeStartObject();
            json.writeStringField("tag", tag.name());
            writeShare(json, tag.count());
        }
        json.writeEndArray();
    }

    private void writeBuckets(JsonGenerator json) throws IOException {
        json.writeArrayFieldStart("parameter_buckets");
        for (Map.Entry<ParameterBucket, Long> entry : buckets.entrySet()) {
            ParameterBucket bucket = entry.getKey();
            json.writeStartObject();
            json.writeStringField("bucket_label", bucket.label());
            json.writeNumberField("min_params", bucket.least());
            json.writeFieldName("max_params");
            if (bucket.end().isPresent()) json.writeNumber(bucket.end().getAsLong());
            else json.writeNull();
            writeShare(json, entry.getValue());
        }
        json.writeEndArray();
    }

    /** Writes how many models that are, and ends the object. */
    private void writeShare(JsonGenerator json, long count) throws IOException {
        json.writeNumberField("count", count);
        json.writeNumberField("percentage", Decimals.percentage(count, models));
        json.writeEndObject();
    }
}
