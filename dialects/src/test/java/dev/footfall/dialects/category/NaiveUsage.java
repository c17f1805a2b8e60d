package dev.footfall.dialects.category;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.footfall.aggregator.counts.DailyCounts;
import dev.footfall.events.DownloadEvent;
import dev.footfall.events.RepoId;
import dev.footfall.queryapi.http.Served;
import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Collectors;

/** The usage of a category's repositories as one would write it over plain lists. */
record NaiveUsage(RandomCategory all, NaiveCategory category) {
    private static final ObjectMapper JSON = new ObjectMapper();

    private DailyCounts days(RepoId repo, int number) {
        return all.days.getOrDefault(repo, Map.of()).entrySet().stream()
                .filter(day -> day.getKey().isAfter(RandomCategory.TODAY.minusDays(number)))
                .map(Map.Entry::getValue)
                .reduce(DailyCounts.ZERO, DailyCounts::plus);
    }

    private Map<String, List<DownloadEvent>> files(RepoId repo) {
        return all.files.stream()
                .filter(file -> file.repo().equals(repo))
                .collect(Collectors.groupingBy(
                        file -> String.valueOf(file.details().source()), TreeMap::new, Collectors.toList()));
    }

    private static boolean isAtWork(List<DownloadEvent> files) {
        Instant since = Served.NOW.minus(Duration.ofHours(24));
        return files.stream().anyMatch(file -> file.time().isAfter(since));
    }

    private long workers(RepoId repo) {
        return files(repo).values().stream().filter(NaiveUsage::isAtWork).count();
    }

    /** One repository's usage. */
    private ObjectNode usage(RepoId repo, boolean hasWorkers, boolean hasWays) {
        ObjectNode json = JSON.createObjectNode().put("worker_count", workers(repo));
        for (String unknown : List.of("queued_jobs", "performance", "eta", "queued")) json.putNull(unknown);
        DailyCounts total = category.total(repo);
        if (total.downloads() == 0) json.putNull("usage_stats");
        else
            json.putObject("usage_stats")
                    .put("day", days(repo, 1).downloads())
                    .put("month", days(repo, 30).downloads())
                    .put("total", total.downloads());
        if (hasWorkers) putWorkers(json.putObject("worker_summaries"), repo);
        else json.putNull("worker_summaries");
        if (hasWays) putWays(json.putObject("backend_variations"), repo);
        else json.putNull("backend_variations");
        return json;
    }

    private void putWorkers(ObjectNode json, RepoId repo) {
        files(repo).entrySet().stream()
                .sorted(Comparator.comparing(entry -> -entry.getValue().size()))
                .filter(entry -> isAtWork(entry.getValue()))
                .forEach(entry -> {
                    List<Instant> times = entry.getValue().stream()
                            .map(DownloadEvent::time)
                            .sorted()
                            .toList();
                    json.putObject(entry.getKey())
                            .put("id", entry.getKey())
                            .put("name", entry.getKey())
                            .put("performance", times.size() + " files")
                            .put("online", true)
                            .put("trusted", true)
                            .put(
                                    "uptime",
                                    Duration.between(times.get(0), times.get(times.size() - 1))
                                            .toSeconds());
                });
    }

    private void putWays(ObjectNode json, RepoId repo) {
        for (String way : List.of("http", "git", "lfs")) {
            long workers = files(repo).values().stream()
                    .filter(files -> isAtWork(files.stream()
                            .filter(file -> file.request().via().label().equals(way))
                            .toList()))
                    .count();
            long total = by(way, category.total(repo));
            if (total == 0 && workers == 0) continue;
            ObjectNode variation = json.putObject(way)
                    .put("backend", way)
                    .put("variant_name", (way.equals("http") ? "" : way + "/") + category.name(repo))
                    .put("worker_count", workers);
            for (String unknown : List.of("queued_jobs", "performance", "eta", "queued")) variation.putNull(unknown);
            variation
                    .put("usage_day", by(way, days(repo, 1)))
                    .put("usage_month", by(way, days(repo, 30)))
                    .put("usage_total", total);
        }
    }

    private static long by(String way, DailyCounts counts) {
        return way.equals("git")
                ? counts.git()
                : way.equals("lfs") ? counts.lfs() : counts.downloads() - counts.git() - counts.lfs();
    }

    /** The usage of those with so many workers, sorted by name or by a number. */
    ObjectNode usages(Optional<String> sortBy, boolean isDescending, long minWorkers, int limit, boolean isFull) {
        Comparator<RepoId> byName = Comparator.comparing(category::name);
        Comparator<RepoId> order = sortBy.filter(by -> !by.equals("name"))
                .map(by -> {
                    Comparator<RepoId> byNumber = Comparator.comparingLong(repo -> number(by, repo));
                    return (isDescending ? byNumber.reversed() : byNumber).thenComparing(byName);
                })
                .orElse(sortBy.isPresent() && isDescending ? byName.reversed() : byName);
        ObjectNode json = JSON.createObjectNode();
        category.members().stream()
                .filter(repo -> workers(repo) >= minWorkers)
                .sorted(order)
                .limit(limit)
                .forEach(repo -> json.set(category.name(repo), usage(repo, isFull, isFull)));
        return json;
    }

    private long number(String by, RepoId repo) {
        return switch (by) {
            case "worker_count" -> workers(repo);
            case "usage_total" -> category.total(repo).downloads();
            default -> days(repo, 30).downloads();
        };
    }
}
