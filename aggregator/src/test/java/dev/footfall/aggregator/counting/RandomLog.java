package dev.footfall.aggregator.counting;

import dev.footfall.events.DownloadEvent;
import dev.footfall.events.EventDetails;
import dev.footfall.events.FileRequest;
import dev.footfall.events.RepoId;
import dev.footfall.events.RepoType;
import dev.footfall.events.Via;
import dev.footfall.events.VisitorId;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;

/**
 * Events that are likely to meet: few repositories, visitors, agents, networks, sources and files, pauses around the gap, quarters
 * of an hour, parts around half of a file, midnights, retries.
 */
public final class RandomLog {
    private static final long START_MILLIS =
            Instant.parse("2025-12-30T22:00:00Z").toEpochMilli();
    private static final long QUARTER_MILLIS = 900_000;
    private static final List<RepoType> TYPES = List.of(RepoType.values());
    private static final List<Via> VIAS = List.of(Via.values());
    private static final int[] STATUSES = {200, 200, 200, 200, 206, 206, 302, 307, 304, 404};
    private static final String[] METHODS = {"GET", "GET", "GET", "GET", "GET", "GET", "HEAD", "POST"};
    private static final String[] AGENTS = {
        "", "-", "curl/8.5.0", "git-lfs/3.4.1 (GitHub; linux)", "git/2.43", "x/1", "a-bot/1"
    };
    private static final String[] NETWORKS = {"", "", "builders"};
    private static final String[] REVISIONS = {"", "main", "main", "main", "v1", "refs/pr/ä"};
    private static final String[] COUNTRIES = {"", "DE", "DE", "FR", "ZA"};
    private static final String[] SOURCES = {"", "eu-1", "eu-1", "us-1", "ärger"};

    private static final String[] PATHS = {
        "model.safetensors", "model.safetensors.asc", "data/a.bin", "data/a.bin.asc", "data/ä/train.sha256", ""
    };
    private static final String[] USERS = {"alice", "Alice", "alice/2", "ärger 猫"};

    private final Random random;
    private final long gapMillis;

    public RandomLog(long seed, Duration gap) {
        this.random = new Random(seed);
        this.gapMillis = gap.toMillis();
    }

    /** So many events, some of them twice, in no order. */
    public List<DownloadEvent> events(int count) {
        List<DownloadEvent> events = new ArrayList<>();
        while (events.size() < count) addVisit(events, count);
        Collections.shuffle(events, random);
        return events;
    }

    private void addVisit(List<DownloadEvent> events, int count) {
        var repo = new RepoId(TYPES.get(random.nextInt(3)), "org" + random.nextInt(3), "repo" + random.nextInt(4));
        VisitorId visitor = visitor();
        long time = START_MILLIS + random.nextInt(60 * 3_600_000);
        int files = 1 + random.nextInt(12);
        for (int i = 0; i < files && events.size() < count; i++) {
            DownloadEvent event = event(repo, visitor, time);
            events.add(event);
            if (random.nextInt(8) == 0 && events.size() < count) events.add(event);
            time += pause();
            if (random.nextInt(6) == 0) time += QUARTER_MILLIS - time % QUARTER_MILLIS;
        }
    }

    private VisitorId visitor() {
        int number = random.nextInt(10);
        return number < 4
                ? VisitorId.user(USERS[number])
                : VisitorId.anonymous("0123456789abcdef0123456789abcde" + number);
    }

    private long pause() {
        return switch (random.nextInt(6)) {
            case 0 -> gapMillis;
            case 1 -> gapMillis + 1;
            case 2 -> gapMillis - 1;
            case 3 -> 0;
            default -> random.nextInt((int) gapMillis);
        };
    }

    private DownloadEvent event(RepoId repo, VisitorId visitor, long time) {
        int status = STATUSES[random.nextInt(STATUSES.length)];
        Long rangeStart = status == 206 && random.nextBoolean() ? Long.valueOf(random.nextInt(2)) : null;
        Via via = VIAS.get(random.nextInt(3));
        int bytes = random.nextInt(1_000);
        Long size = random.nextBoolean() ? Long.valueOf(Math.max(0, 2 * bytes + random.nextInt(5) - 2)) : null;
        var request = new FileRequest(via, METHODS[random.nextInt(METHODS.length)], status, bytes, rangeStart, size);
        return new DownloadEvent(
                Long.toHexString(random.nextLong()), Instant.ofEpochMilli(time), repo, visitor, request, details());
    }

    private EventDetails details() {
        String agent = AGENTS[random.nextInt(AGENTS.length)];
        String source = SOURCES[random.nextInt(SOURCES.length)];
        String network = NETWORKS[random.nextInt(NETWORKS.length)];
        String country = COUNTRIES[random.nextInt(COUNTRIES.length)];
        String revision = REVISIONS[random.nextInt(REVISIONS.length)];
        return new EventDetails(
                PATHS[random.nextInt(PATHS.length)],
                revision.isEmpty() ? null : revision,
                agent.isEmpty() ? null : agent,
                source.isEmpty() ? null : source,
                network.isEmpty() ? null : network,
                country.isEmpty() ? null : country);
    }
}
