package dev.footfall.dialects.category;

import dev.footfall.aggregator.counts.DailyCounts;
import dev.footfall.events.Category;
import dev.footfall.events.DownloadEvent;
import dev.footfall.events.EventDetails;
import dev.footfall.events.FileRequest;
import dev.footfall.events.RepoId;
import dev.footfall.events.RepoType;
import dev.footfall.events.RepositoryDetails;
import dev.footfall.events.RepositoryEvent;
import dev.footfall.events.Via;
import dev.footfall.events.VisitorId;
import dev.footfall.queryapi.InMemoryState;
import dev.footfall.queryapi.http.Served;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Random;
import java.util.Set;
import java.util.TreeMap;

/** Random repositories: registered or not, public or not, with days and file servers or without; as plain lists. */
final class RandomCategory {
    static final LocalDate TODAY = LocalDate.parse("2026-11-20");
    static final List<String> CATEGORIES = List.of("model", "dataset", "space", "chat", "embedding_2", "rare");

    private static final List<String> NAMESPACES = List.of("acme", "others", "zoo");
    private static final List<String> NAMES = List.of(
            "heron", "Heron-Q4_K_M", "heron.gguf", "heron-fp16-GGUF", "lynx", "lynx-7B", "q4", "-awq", "otter_q8_0");
    private static final List<String> TAGS = List.of("chat", "code", "de", "en", "ü", "");
    private static final List<String> SOURCES = List.of("eu-1", "us-1", "files");
    private static final long BILLION = 1_000_000_000;

    final Map<RepoId, RepositoryEvent> registrations = new TreeMap<>();
    final Map<RepoId, Map<LocalDate, DailyCounts>> days = new TreeMap<>();
    final List<DownloadEvent> files = new ArrayList<>();
    private final Random random;

    RandomCategory(long seed) {
        this.random = new Random(seed);
        int number = 1 + random.nextInt(60);
        for (int i = 0; i < number; i++) add(any(RepoType.values()));
    }

    private void add(RepoType type) {
        var repo = new RepoId(type, any(NAMESPACES), any(NAMES));
        if (random.nextInt(4) > 0) registrations.put(repo, registration(repo));
        if (random.nextInt(4) > 0) days.put(repo, days());
        for (int i = random.nextInt(4); i > 0 && days.containsKey(repo); i--) files.add(file(repo));
    }

    private RepositoryEvent registration(RepoId repo) {
        Set<String> tags = new HashSet<>();
        for (int i = random.nextInt(4); i > 0; i--) tags.add(any(TAGS));
        List<String> said = new ArrayList<>(tags);
        if (random.nextInt(5) == 0) said.addAll(tags);
        var details = new RepositoryDetails(
                said,
                random.nextBoolean() ? Optional.of(any(List.of("llama", "mistral", "a/base"))) : Optional.empty(),
                random.nextBoolean() ? OptionalLong.of(parameters()) : OptionalLong.empty(),
                Optional.empty(),
                random.nextInt(3) > 0 ? Category.of(any(CATEGORIES.subList(3, 6))) : Optional.empty());
        boolean isRemoved = random.nextInt(6) == 0;
        return new RepositoryEvent(
                repo, Instant.EPOCH, isRemoved, random.nextInt(3) == 0, random.nextInt(3) == 0, details);
    }

    private long parameters() {
        long edge = BILLION * any(List.of(0L, 3L, 6L, 9L, 13L, 20L, 35L, 70L, 500L));
        return Math.max(0, edge + random.nextInt(3) - 1);
    }

    private Map<LocalDate, DailyCounts> days() {
        Map<LocalDate, DailyCounts> rows = new TreeMap<>();
        for (int i = 1 + random.nextInt(4); i > 0; i--) {
            LocalDate day = TODAY.minusDays(any(List.of(0, 1, 28, 29, 30, 31, 90, 500)));
            int git = random.nextInt(3);
            int lfs = random.nextInt(3);
            int downloads = git + lfs + random.nextInt(4);
            rows.put(
                    day,
                    new DailyCounts(downloads, 0, downloads + random.nextInt(9), random.nextInt(3) * 1_001L, git, lfs));
        }
        return rows;
    }

    private DownloadEvent file(RepoId repo) {
        Instant time = Served.NOW.minus(Duration.ofHours(24)).plusMillis(random.nextInt(5) * 1_000L - 2_000);
        return new DownloadEvent(
                "f" + files.size(),
                time,
                repo,
                VisitorId.user("u"),
                new FileRequest(any(Via.values()), "GET", 200, 1, null),
                new EventDetails("", null, null, any(SOURCES)));
    }

    /** The same in a state of so many partitions. */
    InMemoryState state(int partitions) {
        var state = new InMemoryState(partitions);
        registrations.values().forEach(state::register);
        days.forEach((repo, rows) -> rows.forEach((day, counts) -> state.put(repo, day, counts)));
        files.forEach(state::addToSource);
        return state.current(Served.NOW, 0);
    }

    private <T> T any(List<T> list) {
        return list.get(random.nextInt(list.size()));
    }

    private <T> T any(T[] values) {
        return any(List.of(values));
    }
}
