package dev.footfall.dialects.category;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.footfall.aggregator.counts.DailyCounts;
import dev.footfall.events.RepoId;
import dev.footfall.events.RepoType;
import dev.footfall.events.RepositoryDetails;
import dev.footfall.events.RepositoryEvent;
import dev.footfall.queryapi.http.Served;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** The statistics of a category as one would write them over plain lists. */
final class NaiveCategory {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final List<Long> EDGES = List.of(0L, 3L, 6L, 9L, 13L, 20L, 35L, 70L);
    private static final List<String> LABELS =
            List.of("< 3B", "3B-6B", "6B-9B", "9B-13B", "13B-20B", "20B-35B", "35B-70B", "> 70B");

    private final RandomCategory all;
    private final String category;
    private final Function<String, Boolean> owns;

    /** The repositories of a caller who owns these namespaces. */
    NaiveCategory(RandomCategory all, String category, Function<String, Boolean> owns) {
        this.all = all;
        this.category = category;
        this.owns = owns;
    }

    List<RepoId> members() {
        return Stream.concat(all.registrations.keySet().stream(), all.days.keySet().stream())
                .distinct()
                .filter(this::isIn)
                .filter(this::isVisible)
                .sorted(Comparator.comparing(this::name))
                .toList();
    }

    private boolean isIn(RepoId repo) {
        return repo.type().label().equals(category)
                || registration(repo)
                        .flatMap(event -> event.details().category())
                        .filter(it -> it.name().equals(category))
                        .isPresent();
    }

    private boolean isVisible(RepoId repo) {
        return registration(repo)
                .map(event -> !event.removed() && (!event.isPrivate() || owns.apply(repo.namespace())))
                .orElse(true);
    }

    private Optional<RepositoryEvent> registration(RepoId repo) {
        return Optional.ofNullable(all.registrations.get(repo));
    }

    private Optional<RepositoryDetails> details(RepoId repo) {
        return registration(repo).map(RepositoryEvent::details);
    }

    String name(RepoId repo) {
        boolean isAlone = RepoType.ofLabel(category).isPresent() || repo.type() == RepoType.MODEL;
        return isAlone ? repo.fullName() : repo.type().label() + "s/" + repo.fullName();
    }

    DailyCounts total(RepoId repo) {
        return all.days.getOrDefault(repo, Map.of()).values().stream().reduce(DailyCounts.ZERO, DailyCounts::plus);
    }

    /** The statistics; each list of repositories is one model. */
    ObjectNode statistics(boolean isGrouped, int offset, Optional<Integer> limit) {
        Map<String, List<RepoId>> models = new TreeMap<>();
        for (RepoId repo : members()) {
            models.computeIfAbsent(isGrouped ? stripped(repo) : name(repo), any -> new ArrayList<>())
                    .add(repo);
        }
        List<List<RepoId>> groups = List.copyOf(models.values());
        List<String> names = groups.stream()
                .map(group -> isGrouped ? shown(group) : name(group.get(0)))
                .sorted()
                .toList();
        ObjectNode json = JSON.createObjectNode().put("category", category).put("total_models", groups.size());
        int left = Math.max(0, groups.size() - offset);
        json.put("returned_models", limit.map(it -> Math.min(it, left)).orElse(left))
                .put("offset", offset);
        limit.ifPresentOrElse(it -> json.put("limit", it), () -> json.putNull("limit"));
        if (limit.isPresent()) {
            ArrayNode page = json.putArray("models");
            names.stream()
                    .skip(offset)
                    .limit(limit.get())
                    .forEach(name -> page.addObject()
                            .put("name", name)
                            .put(
                                    "downloads",
                                    sum(group(groups, name, isGrouped)).downloads()));
        }
        long nsfw = groups.stream().filter(this::isNsfw).count();
        json.put("nsfw_count", nsfw).put("sfw_count", groups.size() - nsfw);
        putShares(json, groups);
        for (String unknown : List.of("trigger_words", "inpainting", "requirements", "showcases")) {
            json.put("models_with_" + unknown, 0);
        }
        return json.put("computed_at", Served.NOW.getEpochSecond());
    }

    private List<RepoId> group(List<List<RepoId>> groups, String name, boolean isGrouped) {
        return groups.stream()
                .filter(group -> (isGrouped ? shown(group) : name(group.get(0))).equals(name))
                .findFirst()
                .orElseThrow();
    }

    private void putShares(ObjectNode json, List<List<RepoId>> groups) {
        ObjectNode baselines = json.putObject("baseline_distribution");
        counted(groups, group -> base(group).stream())
                .forEach((base, count) -> share(baselines.putObject(base).put("baseline", base), count, groups.size()));
        putDownloads(json.putObject("download_stats"), groups);
        ArrayNode tags = json.putArray("top_tags");
        counted(
                        groups,
                        group -> group.stream()
                                .flatMap(repo -> details(repo).stream())
                                .flatMap(it -> it.tags().stream())
                                .distinct())
                .entrySet()
                .stream()
                .limit(20)
                .forEach(tag -> share(tags.addObject().put("tag", tag.getKey()), tag.getValue(), groups.size()));
        ArrayNode buckets = json.putArray("parameter_buckets");
        for (int i = 0; i < EDGES.size(); i++) {
            long from = EDGES.get(i) * 1_000_000_000;
            long to = i == 7 ? Long.MAX_VALUE : EDGES.get(i + 1) * 1_000_000_000;
            long count = groups.stream()
                    .flatMap(group -> parameters(group).stream())
                    .filter(it -> it >= from && it < to)
                    .count();
            if (count == 0) continue;
            ObjectNode bucket =
                    buckets.addObject().put("bucket_label", LABELS.get(i)).put("min_params", from);
            if (i == 7) bucket.putNull("max_params");
            else bucket.put("max_params", to);
            share(bucket, count, groups.size());
        }
        json.put(
                "models_without_param_info",
                groups.stream().filter(group -> parameters(group).isEmpty()).count());
        json.putArray("top_styles");
    }

    private void putDownloads(ObjectNode json, List<List<RepoId>> groups) {
        List<DailyCounts> sums = groups.stream().map(this::sum).toList();
        DailyCounts total = sums.stream().reduce(DailyCounts.ZERO, DailyCounts::plus);
        long sized = sums.stream().filter(sum -> sum.bytes() > 0).count();
        json.put(
                "total_models_with_downloads",
                sums.stream().filter(sum -> sum.downloads() > 0).count());
        json.put("total_download_entries", total.files());
        json.put("total_downloads", total.downloads());
        json.put("total_size_bytes", total.bytes());
        json.put("models_with_size_info", sized);
        json.put("average_size_bytes", sized == 0 ? 0.0 : Math.round(total.bytes() * 100.0 / sized) / 100.0);
        ObjectNode hosts = json.putObject("hosts");
        counted(
                        all.files.stream()
                                .filter(file -> members().contains(file.repo()))
                                .toList(),
                        file -> Stream.of(String.valueOf(file.details().source())))
                .forEach((host, files) -> hosts.put(host, files));
    }

    private static ObjectNode share(ObjectNode json, long count, long total) {
        return json.put("count", count).put("percentage", Math.round(count * 10_000.0 / total) / 100.0);
    }

    /** The texts that are said, by how often, most first, then by text. */
    private static <T> Map<String, Long> counted(List<T> rows, Function<T, Stream<String>> said) {
        return rows.stream()
                .flatMap(said)
                .collect(Collectors.groupingBy(Function.identity(), TreeMap::new, Collectors.counting()))
                .entrySet()
                .stream()
                .sorted(Map.Entry.<String, Long>comparingByValue().reversed())
                .collect(Collectors.toMap(
                        Map.Entry::getKey, Map.Entry::getValue, Long::sum, java.util.LinkedHashMap::new));
    }

    private boolean isNsfw(List<RepoId> group) {
        return group.stream()
                .anyMatch(
                        repo -> registration(repo).filter(RepositoryEvent::nsfw).isPresent());
    }

    private DailyCounts sum(List<RepoId> group) {
        return group.stream().map(this::total).reduce(DailyCounts.ZERO, DailyCounts::plus);
    }

    private Optional<String> base(List<RepoId> group) {
        return group.stream()
                .flatMap(repo -> details(repo).stream())
                .flatMap(it -> it.baseModel().stream())
                .findFirst();
    }

    private Optional<Long> parameters(List<RepoId> group) {
        return group.stream()
                .flatMap(repo -> details(repo).stream())
                .flatMap(it ->
                        it.parameters().isPresent() ? Stream.of(it.parameters().getAsLong()) : Stream.of())
                .findFirst();
    }

    /** The names of the random repositories, without what says how they are quantised. */
    private static String stripped(RepoId repo) {
        return base(repo).toLowerCase(Locale.ROOT);
    }

    private static String shown(List<RepoId> group) {
        return group.stream().map(NaiveCategory::base).sorted().findFirst().orElseThrow();
    }

    private static String base(RepoId repo) {
        return switch (repo.name()) {
            case "Heron-Q4_K_M" -> "Heron";
            case "heron.gguf", "heron-fp16-GGUF" -> "heron";
            case "otter_q8_0" -> "otter";
            default -> repo.name();
        };
    }
}
