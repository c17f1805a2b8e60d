package dev.footfall.aggregator.topology;

import dev.footfall.aggregator.topology.SimulatedLog.LogRecord;
import dev.footfall.events.DownloadEvent;
import dev.footfall.events.EventCodec;
import dev.footfall.events.EventDetails;
import dev.footfall.events.FileRequest;
import dev.footfall.events.LikeEvent;
import dev.footfall.events.RepoId;
import dev.footfall.events.RepoType;
import dev.footfall.events.Via;
import dev.footfall.events.VisitorId;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;

/** Makes the events and likes of one partition. */
final class SimulatedTraffic {
    private static final int VISITORS = 20;
    private static final int MOST_BYTES = 100;
    private static final int LONGEST_DELAY_MILLIS = 7_200_000;
    private static final List<List<RepoId>> REPOSITORIES = repositories();

    private final int partition;
    private long made;

    /** An event, as a naive count needs it. */
    record Download(RepoId repo, VisitorId visitor, long timeMillis, long bytes, String id) {}

    /** A like, the same way. */
    record Liking(String repository, String user, boolean isLiked) {}

    SimulatedTraffic(int partition) {
        this.partition = partition;
    }

    private static List<List<RepoId>> repositories() {
        List<List<RepoId>> found = List.of(new ArrayList<>(), new ArrayList<>());
        for (int i = 0; found.stream().anyMatch(some -> some.size() < 2); i++) {
            var repo = new RepoId(RepoType.MODEL, "org", "name" + i);
            List<RepoId> of = found.get(RecordKey.partitionOf(repo.keyBytes(), LifeSimulation.PARTITIONS));
            if (of.size() < 2) of.add(repo);
        }
        return found;
    }

    private RepoId repository(SplittableRandom dice) {
        return REPOSITORIES.get(partition).get(dice.nextInt(2));
    }

    private static VisitorId visitor(int number) {
        return number % 2 == 0 ? VisitorId.user("u" + number) : VisitorId.anonymous("%032x".formatted(number));
    }

    /** Appends an event, one in ten a second time; one in three is late, and may join two sessions. */
    void download(SimulatedLog log, SplittableRandom dice, long nowMillis, long logTimeMillis) {
        LogRecord last = log.end() > log.begin() ? log.next(Math.max(log.begin(), log.end() - 3)) : null;
        if (last != null && dice.nextInt(10) == 0) {
            log.append(last.key(), last.value(), logTimeMillis, last.fact());
            return;
        }
        RepoId repo = repository(dice);
        VisitorId visitor = visitor(dice.nextInt(VISITORS));
        long timeMillis = nowMillis - (dice.nextInt(3) == 0 ? dice.nextInt(LONGEST_DELAY_MILLIS) : 0);
        long bytes = dice.nextInt(MOST_BYTES);
        String id = "e" + made++;
        var request = new FileRequest(Via.HTTP, "GET", 200, bytes, null);
        var event = new DownloadEvent(id, Instant.ofEpochMilli(timeMillis), repo, visitor, request, EventDetails.NONE);
        var fact = new Download(repo, visitor, timeMillis, bytes, id);
        log.append(repo.keyBytes(), EventCodec.encode(event), logTimeMillis, fact);
    }

    void like(SimulatedLog log, SplittableRandom dice, long nowMillis) {
        RepoId repo = repository(dice);
        String user = "u" + dice.nextInt(VISITORS);
        boolean isLiked = dice.nextInt(3) > 0;
        byte[] value = new LikeEvent(repo, user, isLiked, Instant.ofEpochMilli(nowMillis + made++)).toJson();
        log.append(repo.keyBytes(), value, nowMillis, new Liking(repo.toString(), user, isLiked));
        if (dice.nextInt(4) == 0) log.mark();
    }
}
