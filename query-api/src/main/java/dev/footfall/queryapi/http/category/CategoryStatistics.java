package dev.footfall.queryapi.http.category;

import com.fasterxml.jackson.core.JsonGenerator;
import dev.footfall.aggregator.live.TopK;
import dev.footfall.aggregator.session.DailyCounts;
import dev.footfall.aggregator.session.SourceFiles;
import dev.footfall.queryapi.http.category.CategoryStatistics.Tallies.Tally;
import dev.footfall.queryapi.http.category.StatisticsEndpoint.StatisticsPage;
import dev.footfall.queryapi.http.category.StatisticsEndpoint.StatisticsSchema;
import java.io.IOException;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.Comparator;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;

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

    void addHosts(List<SourceFiles> sources) {
        for (SourceFiles source : sources) hosts.add(source.source(), source.files());
    }

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

    /** Writes the count and its share, and ends the object. */
    private void writeShare(JsonGenerator json, long count) throws IOException {
        json.writeNumberField("count", count);
        json.writeNumberField("percentage", Decimals.percentage(count, models));
        json.writeEndObject();
    }

    /** Numbers with at least one decimal and at most two, rounded half up; without an exponent. */
    private static final class Decimals {
        private Decimals() {}

        /** The quotient; 0.0 when there is nothing to divide by. */
        static BigDecimal quotient(long dividend, long divisor) {
            return divisor == 0 ? rounded(BigDecimal.ZERO, 1) : rounded(BigDecimal.valueOf(dividend), divisor);
        }

        static BigDecimal percentage(long part, long whole) {
            return rounded(BigDecimal.valueOf(part).movePointRight(2), whole);
        }

        private static BigDecimal rounded(BigDecimal dividend, long divisor) {
            BigDecimal exact = dividend.divide(BigDecimal.valueOf(divisor), 2, RoundingMode.HALF_UP);
            BigDecimal shortest = exact.stripTrailingZeros();
            return shortest.scale() < 1 ? shortest.setScale(1) : shortest;
        }
    }

    static final class Tallies {
        private static final Comparator<Tally> MOST_FIRST =
                Comparator.comparingLong(Tally::count).reversed().thenComparing(Tally::name);

        private final Map<String, Long> counts = new HashMap<>();

        record Tally(String name, long count) {}

        void add(String name, long number) {
            counts.merge(name, number, Long::sum);
        }

        List<Tally> most(long limit) {
            return counts.entrySet().stream()
                    .map(entry -> new Tally(entry.getKey(), entry.getValue()))
                    .sorted(MOST_FIRST)
                    .limit(limit)
                    .toList();
        }
    }

    /** Models by the number of their parameters: from its least number on, below its end. */
    private enum ParameterBucket {
        UP_TO_3("< 3B", 0, 3),
        UP_TO_6("3B-6B", 3, 6),
        UP_TO_9("6B-9B", 6, 9),
        UP_TO_13("9B-13B", 9, 13),
        UP_TO_20("13B-20B", 13, 20),
        UP_TO_35("20B-35B", 20, 35),
        UP_TO_70("35B-70B", 35, 70),
        MORE("> 70B", 70, Long.MAX_VALUE);

        private static final long BILLION = 1_000_000_000;

        private final String label;
        private final long leastBillions;
        private final long endBillions;

        ParameterBucket(String label, long leastBillions, long endBillions) {
            this.label = label;
            this.leastBillions = leastBillions;
            this.endBillions = endBillions;
        }

        static ParameterBucket of(long parameters) {
            for (ParameterBucket bucket : values()) {
                if (parameters / BILLION < bucket.endBillions) return bucket;
            }
            return MORE;
        }

        String label() {
            return label;
        }

        long least() {
            return leastBillions * BILLION;
        }

        /** The least number above it; empty for the last. */
        OptionalLong end() {
            return this == MORE ? OptionalLong.empty() : OptionalLong.of(endBillions * BILLION);
        }
    }
}
