package dev.footfall.dialects.category;

import com.fasterxml.jackson.core.JsonGenerator;
import dev.footfall.aggregator.counts.DailyCounts;
import dev.footfall.aggregator.counts.SourceFiles;
import dev.footfall.aggregator.query.TopK;
import dev.footfall.queryapi.question.Sums;
import dev.footfall.queryapi.table.Column;
import dev.footfall.queryapi.table.Table;
import dev.footfall.web.openapi.Schema;
import java.io.IOException;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.Comparator;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

final class CategoryStatistics {
    private static final int TOP_TAGS = 20;

    private static final Table<CategoryStatistics> PAGE = Table.of(
            Column.text("category", it -> it.category),
            Column.count("total_models", it -> it.models),
            Column.count("returned_models", it -> it.page.returned(it.models)),
            Column.count("offset", it -> (long) it.page.offset()),
            new Column<>("limit", Schema.count().orNull(), it -> it.page.limit()));

    private static final Table<CategoryModel> LISTED = Table.of(
            Column.text("name", CategoryModel::name),
            Column.count("downloads", model -> model.total().downloads()));

    private static final Table<CategoryStatistics> DOWNLOADS = Table.of(
            Column.count("total_models_with_downloads", it -> it.downloaded),
            Column.count("total_download_entries", it -> it.total.files()),
            Column.count("total_downloads", it -> it.total.downloads()),
            Column.count("total_size_bytes", it -> it.total.bytes()),
            Column.count("models_with_size_info", it -> it.sized),
            new Column<>("average_size_bytes", Schema.number(), it -> quotient(it.total.bytes(), it.sized)),
            new Column<>("hosts", Schema.mapOf(Schema.count()), it -> most(it.hosts, Long.MAX_VALUE)));

    private static final Table<CountShare<String>> BASELINES = shares(Table.of(Column.text("baseline", name -> name)));
    private static final Table<CountShare<String>> TAGS = shares(Table.of(Column.text("tag", name -> name)));
    private static final Table<CountShare<ParameterBucket>> BUCKETS = shares(Table.of(
            Column.text("bucket_label", bucket -> bucket.label),
            Column.count("min_params", bucket -> bucket.leastBillions * ParameterBucket.BILLION),
            new Column<>("max_params", Schema.count().orNull(), ParameterBucket::end)));

    private static final Table<CategoryStatistics> SUMS = Table.of(
            Column.count("nsfw_count", it -> it.nsfw),
            Column.count("sfw_count", it -> it.models - it.nsfw),
            new Column<>("baseline_distribution", Schema.mapOf(BASELINES.schema()), CategoryStatistics::byBaseline),
            DOWNLOADS.object("download_stats", it -> it),
            TAGS.list("top_tags", it -> it.shares(most(it.tags, TOP_TAGS))),
            BUCKETS.list("parameter_buckets", it -> it.shares(it.buckets)),
            Column.count("models_without_param_info", it -> it.models - it.withParameters),
            new Column<>("top_styles", Schema.list(Schema.anyObject()).with("maxItems", 0), it -> List.of()),
            unknown("models_with_trigger_words"),
            unknown("models_with_inpainting"),
            unknown("models_with_requirements"),
            unknown("models_with_showcases"));

    static final Schema SCHEMA = SUMS.addTo(PAGE.schema().maybe("models", Schema.list(LISTED.schema())))
            .and(
                    "computed_at",
                    Schema.count().with("description", "The second of the as-of; 0 before the first event."))
            .named("CategoryStatistics");

    private final String category;
    private final StatisticsPage page;
    private final TopK<CategoryModel> first;
    private final Map<String, Long> baselines = new HashMap<>();
    private final Map<String, Long> tags = new HashMap<>();
    private final Map<String, Long> hosts = new HashMap<>();
    private final Map<ParameterBucket, Long> buckets = new EnumMap<>(ParameterBucket.class);
    private long models;
    private long nsfw;
    private long downloaded;
    private long sized;
    private long withParameters;
    private DailyCounts total = DailyCounts.ZERO;

    CategoryStatistics(String category, StatisticsPage page) {
        this.category = category;
        this.page = page;
        this.first = new TopK<>(page.end(), Comparator.comparing(CategoryModel::name));
    }

    private static <T> Table<CountShare<T>> shares(Table<T> things) {
        return Table.<CountShare<T>>of()
                .and(things, CountShare::thing)
                .and(
                        Column.count("count", CountShare::count),
                        new Column<>("percentage", Schema.number(), share -> percentage(share.count, share.models)));
    }

    /** A count of a detail that no hub knows. */
    private static Column<CategoryStatistics> unknown(String name) {
        return new Column<>(name, Schema.integer(0, 0), it -> 0L);
    }

    void add(CategoryModel model) {
        models++;
        if (model.isNsfw()) nsfw++;
        if (model.total().downloads() > 0) downloaded++;
        if (model.total().bytes() > 0) sized++;
        total = total.plus(model.total());
        model.base().value().ifPresent(base -> baselines.merge(base, 1L, Long::sum));
        model.tags().forEach(tag -> tags.merge(tag, 1L, Long::sum));
        model.number().value().ifPresent(number -> {
            withParameters++;
            buckets.merge(ParameterBucket.of(number), 1L, Long::sum);
        });
        if (page.isListed()) first.offer(model);
    }

    void addHosts(List<SourceFiles> sources) {
        for (SourceFiles source : sources) hosts.merge(source.source(), source.files(), Long::sum);
    }

    void writeTo(JsonGenerator json, long computedAt) throws IOException {
        PAGE.writeFields(json, this);
        if (page.isListed()) {
            LISTED.writeList(
                    json, "models", first.ranked().stream().skip(page.offset()).toList());
        }
        SUMS.writeFields(json, this);
        json.writeNumberField("computed_at", computedAt);
    }

    private Map<String, Map<String, Object>> byBaseline() {
        var byName = new LinkedHashMap<String, Map<String, Object>>();
        for (CountShare<String> share : shares(most(baselines, Long.MAX_VALUE))) {
            byName.put(share.thing(), BASELINES.values(share));
        }
        return byName;
    }

    private <T> List<CountShare<T>> shares(Map<T, Long> counts) {
        return counts.entrySet().stream()
                .map(entry -> new CountShare<>(entry.getKey(), entry.getValue(), models))
                .toList();
    }

    private record CountShare<T>(T thing, long count, long models) {}

    private static BigDecimal quotient(long dividend, long divisor) {
        return divisor == 0 ? rounded(BigDecimal.ZERO, 1) : rounded(BigDecimal.valueOf(dividend), divisor);
    }

    private static BigDecimal percentage(long part, long whole) {
        return rounded(BigDecimal.valueOf(part).movePointRight(2), whole);
    }

    /** A number with at least one decimal and at most two, rounded half up; without an exponent. */
    private static BigDecimal rounded(BigDecimal dividend, long divisor) {
        BigDecimal exact = dividend.divide(BigDecimal.valueOf(divisor), 2, RoundingMode.HALF_UP);
        BigDecimal shortest = exact.stripTrailingZeros();
        return shortest.scale() < 1 ? shortest.setScale(1) : shortest;
    }

    private static Map<String, Long> most(Map<String, Long> counts, long limit) {
        var most = new LinkedHashMap<String, Long>();
        Sums.mostFirst(counts, name -> name).stream()
                .limit(limit)
                .forEach(entry -> most.put(entry.getKey(), entry.getValue()));
        return most;
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

        Optional<Long> end() {
            return this == MORE ? Optional.empty() : Optional.of(endBillions * BILLION);
        }
    }
}
