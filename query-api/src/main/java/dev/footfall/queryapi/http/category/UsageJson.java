package dev.footfall.queryapi.http.category;

import com.fasterxml.jackson.core.JsonGenerator;
import dev.footfall.aggregator.session.DailyCounts;
import dev.footfall.aggregator.session.SourceFiles;
import dev.footfall.events.RepoId;
import dev.footfall.events.Via;
import dev.footfall.queryapi.http.QueryParameter.BoolParameter;
import dev.footfall.queryapi.http.QueryParameter.EnumParameter;
import dev.footfall.queryapi.http.QueryParameters;
import dev.footfall.queryapi.http.category.CategoryMembers.CategoryMember;
import dev.footfall.queryapi.http.category.UsageJson.UsageOrder.Placed;
import dev.footfall.queryapi.http.category.WithStatsEndpoint.WithStatsQuestion;
import dev.footfall.queryapi.openapi.Schema;
import dev.footfall.queryapi.question.UsageQuery;
import dev.footfall.queryapi.question.UsageQuery.WaysQuery;
import dev.footfall.queryapi.table.Column;
import dev.footfall.queryapi.table.Table;
import dev.footfall.web.Json;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** A file server with a file after {@code since} is online. */
record UsageJson(WithStatsQuestion question, Instant since, Map<RepoId, WaysQuery.Ways> ways) {
    /** The fields that only a service with a queue could fill. */
    private static final List<String> UNKNOWN = List.of("queued_jobs", "performance", "eta", "queued");

    private static final Table<CategoryMember> USAGE = Table.<CategoryMember>of(
            Column.count(
                    "day", member -> member.usage().map(UsageQuery.Usage::today).orElse(0L)),
            Column.count(
                    "month",
                    member -> member.usage().map(UsageQuery.Usage::month).orElse(0L)),
            Column.count("total", member -> member.total().downloads()));
    private static final Table<SourceFiles> WORKER = Table.<SourceFiles>of(
            Column.text("id", SourceFiles::source),
            Column.text("name", SourceFiles::source),
            Column.text("performance", source -> source.files() + " files"),
            Column.bool("online", source -> true),
            Column.bool("trusted", source -> true),
            Column.count(
                    "uptime",
                    source -> Duration.between(source.first(), source.last()).toSeconds()));
    private static final Schema VARIATION = unknown(Schema.object()
                    .and("backend", Schema.text())
                    .and("variant_name", Schema.text())
                    .and("worker_count", Schema.count()))
            .and("usage_day", Schema.count())
            .and("usage_month", Schema.count())
            .and("usage_total", Schema.count());

    static final Schema SCHEMA = Schema.mapOf(unknown(Schema.object().and("worker_count", Schema.count()))
            .and("usage_stats", USAGE.schema().orNull())
            .and("worker_summaries", Schema.mapOf(WORKER.schema()).orNull())
            .and("backend_variations", Schema.mapOf(VARIATION).orNull()));

    private static Schema unknown(Schema object) {
        Schema schema = object;
        for (String field : UNKNOWN) schema = schema.and(field, Schema.number().orNull());
        return schema;
    }

    Json.Fields of(List<Placed> placed) {
        return json -> {
            for (Placed one : placed) write(one, json);
        };
    }

    private void write(Placed placed, JsonGenerator json) throws IOException {
        CategoryMember member = placed.member();
        json.writeObjectFieldStart(member.name());
        json.writeNumberField("worker_count", placed.workers());
        writeUnknown(json);
        writeUsage(member, json);
        writeWorkers(member, json);
        writeVariations(member, json);
        json.writeEndObject();
    }

    private static void writeUnknown(JsonGenerator json) throws IOException {
        for (String field : UNKNOWN) json.writeNullField(field);
    }

    private static void writeUsage(CategoryMember member, JsonGenerator json) throws IOException {
        if (member.total().downloads() == 0) {
            json.writeNullField("usage_stats");
            return;
        }
        json.writeFieldName("usage_stats");
        USAGE.write(json, member);
    }

    private void writeWorkers(CategoryMember member, JsonGenerator json) throws IOException {
        if (!question.hasWorkers()) {
            json.writeNullField("worker_summaries");
            return;
        }
        json.writeObjectFieldStart("worker_summaries");
        for (SourceFiles source : WithStatsEndpoint.atWork(member.sources(), since)) {
            json.writeFieldName(source.source());
            WORKER.write(json, source);
        }
        json.writeEndObject();
    }

    private void writeVariations(CategoryMember member, JsonGenerator json) throws IOException {
        if (!question.hasVariations()) {
            json.writeNullField("backend_variations");
            return;
        }
        var none = new WaysQuery.Ways(member.repo(), DailyCounts.ZERO, DailyCounts.ZERO);
        WaysQuery.Ways recent = ways.getOrDefault(member.repo(), none);
        json.writeObjectFieldStart("backend_variations");
        for (Via via : Via.values()) {
            long workers = member.sources().stream()
                    .filter(source -> isAtWork(source, via))
                    .count();
            long total = downloads(member.total(), via);
            if (total == 0 && workers == 0) continue;
            json.writeObjectFieldStart(via.label());
            json.writeStringField("backend", via.label());
            json.writeStringField("variant_name", (via == Via.HTTP ? "" : via.label() + '/') + member.name());
            json.writeNumberField("worker_count", workers);
            writeUnknown(json);
            json.writeNumberField("usage_day", downloads(recent.today(), via));
            json.writeNumberField("usage_month", downloads(recent.month(), via));
            json.writeNumberField("usage_total", total);
            json.writeEndObject();
        }
        json.writeEndObject();
    }

    private boolean isAtWork(SourceFiles source, Via via) {
        SourceFiles.Way way = source.ways().get(via);
        return way != null && way.last().isAfter(since);
    }

    private static long downloads(DailyCounts counts, Via via) {
        return switch (via) {
            case HTTP -> counts.http();
            case GIT -> counts.git();
            case LFS -> counts.lfs();
        };
    }

    /** By name, ascending, when {@code by} is empty; equal ones are by name, ascending, either way. */
    record UsageOrder(Optional<String> by, boolean isDescending) {
        static final String NAME = "name";
        static final String WORKERS = "worker_count";
        static final String TOTAL = "usage_total";
        static final String MONTH = "usage_month";
        static final List<String> NUMBERS = List.of(WORKERS, TOTAL, MONTH);

        static final EnumParameter BY = new EnumParameter(
                "sort_by",
                "The number by which repositories are sorted; by name, ascending, when it is not given.",
                Optional.empty(),
                List.of(WORKERS, TOTAL, MONTH, NAME));
        static final BoolParameter DESCENDING =
                new BoolParameter("sort_desc", "The largest first; nothing without sort_by.", true);

        static UsageOrder of(QueryParameters query) {
            return new UsageOrder(BY.of(query), DESCENDING.of(query));
        }

        Placed place(CategoryMember member, int workers) {
            boolean isByName = by.filter(NUMBERS::contains).isEmpty();
            boolean areNamesReversed = by.isPresent() && isByName && isDescending;
            long number = isByName ? 0 : number(member, workers);
            return new Placed(member, workers, isDescending ? -number : number, areNamesReversed);
        }

        private long number(CategoryMember member, int workers) {
            return switch (by.orElse(NAME)) {
                case WORKERS -> workers;
                case TOTAL -> member.total().downloads();
                case MONTH -> member.usage().map(UsageQuery.Usage::month).orElse(0L);
                default -> 0;
            };
        }

        /** {@code isReversed}: equal keys are by name, descending. */
        record Placed(CategoryMember member, int workers, long key, boolean isReversed) implements Comparable<Placed> {
            @Override
            public int compareTo(Placed other) {
                if (key != other.key) return Long.compare(key, other.key);
                int byName = member.name().compareTo(other.member.name());
                return isReversed ? -byName : byName;
            }
        }
    }
}
