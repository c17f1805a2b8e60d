package dev.footfall.dialects.category;

import dev.footfall.aggregator.counts.DailyCounts;
import dev.footfall.aggregator.counts.SourceFiles;
import dev.footfall.events.RepoId;
import dev.footfall.events.Via;
import dev.footfall.queryapi.question.RepositoryUsage;
import dev.footfall.queryapi.table.Column;
import dev.footfall.queryapi.table.Table;
import dev.footfall.web.Json;
import dev.footfall.web.openapi.Schema;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * A file server with a file after {@code since} is online. {@code hasWorkers}: file servers are distinguished; {@code ways}: the
 * recent downloads by each way, if they are.
 */
record UsageJson(boolean hasWorkers, Instant since, Optional<Map<RepoId, WaysQuery.Ways>> ways) {
    /** The fields that only a service with a queue could fill. */
    private static final List<String> UNKNOWN = List.of("queued_jobs", "performance", "eta", "queued");

    private static final Table<RepositoryUsage> USAGE = Table.<RepositoryUsage>of(
            Column.count("day", RepositoryUsage::today),
            Column.count("month", RepositoryUsage::month),
            Column.count("total", usage -> usage.total().downloads()));
    private static final Table<SourceFiles> WORKER = Table.<SourceFiles>of(
            Column.text("id", SourceFiles::source),
            Column.text("name", SourceFiles::source),
            Column.text("performance", source -> source.files() + " files"),
            Column.bool("online", source -> true),
            Column.bool("trusted", source -> true),
            Column.count(
                    "uptime",
                    source -> Duration.between(source.first(), source.last()).toSeconds()));

    private record Variation(String via, String name, long workers, long today, long month, long total) {}

    private static final Table<Variation> VARIATION = withUnknown(Table.<Variation>of(
                    Column.text("backend", Variation::via),
                    Column.text("variant_name", Variation::name),
                    Column.count("worker_count", Variation::workers)))
            .and(
                    Column.count("usage_day", Variation::today),
                    Column.count("usage_month", Variation::month),
                    Column.count("usage_total", Variation::total));

    private record UsageEntry(UsageJson answer, PlacedMember placed) {
        private static final Table<UsageEntry> TABLE = withUnknown(
                        Table.<UsageEntry>of(Column.count("worker_count", entry -> (long) entry.placed.workers())))
                .and(
                        new Column<>(
                                "usage_stats",
                                USAGE.schema().orNull(),
                                entry -> usage(entry.placed.member().usage())),
                        new Column<>(
                                "worker_summaries",
                                Schema.mapOf(WORKER.schema()).orNull(),
                                entry -> entry.answer.workers(entry.placed.member())),
                        new Column<>(
                                "backend_variations",
                                Schema.mapOf(VARIATION.schema()).orNull(),
                                entry -> entry.answer.variations(entry.placed.member())));
    }

    static final Schema SCHEMA = Schema.mapOf(UsageEntry.TABLE.schema());

    private static <R> Table<R> withUnknown(Table<R> table) {
        Table<R> all = table;
        for (String field : UNKNOWN)
            all = all.and(new Column<>(field, Schema.number().orNull(), row -> Optional.empty()));
        return all;
    }

    Json.Fields of(List<PlacedMember> placed) {
        return json -> {
            for (PlacedMember one : placed) {
                json.writeFieldName(one.member().name());
                UsageEntry.TABLE.write(json, new UsageEntry(this, one));
            }
        };
    }

    private static Optional<Map<String, Object>> usage(RepositoryUsage usage) {
        return usage.total().downloads() == 0 ? Optional.empty() : Optional.of(USAGE.values(usage));
    }

    private Optional<Map<String, Object>> workers(CategoryMember member) {
        if (!hasWorkers) return Optional.empty();
        Map<String, Object> workers = new LinkedHashMap<>();
        atWork(member.usage().sources(), since).forEach(source -> workers.put(source.source(), WORKER.values(source)));
        return Optional.of(workers);
    }

    private Optional<Map<String, Object>> variations(CategoryMember member) {
        if (ways.isEmpty()) return Optional.empty();
        var none = new WaysQuery.Ways(member.repo(), DailyCounts.ZERO, DailyCounts.ZERO);
        WaysQuery.Ways recent = ways.get().getOrDefault(member.repo(), none);
        Map<String, Object> variations = new LinkedHashMap<>();
        for (Via via : Via.values()) {
            long workers = member.usage().sources().stream()
                    .filter(source -> isAtWork(source, via))
                    .count();
            long total = downloads(member.usage().total(), via);
            if (total == 0 && workers == 0) continue;
            String name = (via == Via.HTTP ? "" : via.label() + '/') + member.name();
            var variation = new Variation(
                    via.label(), name, workers, downloads(recent.today(), via), downloads(recent.month(), via), total);
            variations.put(via.label(), VARIATION.values(variation));
        }
        return Optional.of(variations);
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

    static List<SourceFiles> atWork(List<SourceFiles> sources, Instant since) {
        return sources.stream().filter(source -> source.last().isAfter(since)).toList();
    }
}
