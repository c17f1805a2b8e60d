package dev.footfall.aggregator.topology;

import dev.footfall.aggregator.counting.store.PartKeys;
import dev.footfall.aggregator.counting.store.PartitionStores;
import dev.footfall.aggregator.counting.store.RowFormat;
import dev.footfall.aggregator.counting.store.StoreKey;
import dev.footfall.aggregator.likes.LikeKey;
import dev.footfall.aggregator.likes.LikeValue;
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
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.TreeMap;
import org.apache.kafka.common.utils.Bytes;

/** Makes the events and likes of one partition, and counts what is in its logs in the most naive way. */
final class NaiveCount {
    private static final long MILLIS_PER_DAY = 86_400_000;
    private static final int USERS = 20;
    private static final List<List<RepoId>> REPOSITORIES = repositories();

    private Map<String, Long> files = new TreeMap<>();
    private Set<String> ids = new HashSet<>();
    private long countedUpTo;
    private long made;

    private record Download(String row, String id) {}

    private record Liking(String repository, String user, boolean isLiked) {}

    private static List<List<RepoId>> repositories() {
        List<List<RepoId>> found = List.of(new ArrayList<>(), new ArrayList<>());
        for (int i = 0; found.stream().anyMatch(some -> some.size() < 2); i++) {
            var repo = new RepoId(RepoType.MODEL, "org", "name" + i);
            List<RepoId> of = found.get(RecordKey.partitionOf(repo.keyBytes(), LifeSimulation.PARTITIONS));
            if (of.size() < 2) of.add(repo);
        }
        return found;
    }

    private static RepoId repository(int partition, SplittableRandom dice) {
        return REPOSITORIES.get(partition).get(dice.nextInt(2));
    }

    /** Appends an event, one in ten a second time. */
    void produce(SimulatedLog log, int partition, SplittableRandom dice, long nowMillis, long logAheadMillis) {
        long logTimeMillis = nowMillis + logAheadMillis;
        LogRecord last = log.end() > log.begin() ? log.next(Math.max(log.begin(), log.end() - 3)) : null;
        if (last != null && dice.nextInt(10) == 0) {
            log.append(last.key(), last.value(), logTimeMillis, last.fact());
            return;
        }
        RepoId repo = repository(partition, dice);
        String id = "e" + made++;
        var event = new DownloadEvent(
                id,
                Instant.ofEpochMilli(nowMillis),
                repo,
                VisitorId.user("u" + dice.nextInt(USERS)),
                new FileRequest(Via.HTTP, "GET", 200, 1, null),
                EventDetails.NONE);
        String row = repo + " " + Math.floorDiv(nowMillis, MILLIS_PER_DAY);
        log.append(repo.keyBytes(), EventCodec.encode(event), logTimeMillis, new Download(row, id));
    }

    void like(SimulatedLog log, int partition, SplittableRandom dice, long nowMillis) {
        RepoId repo = repository(partition, dice);
        String user = "u" + dice.nextInt(USERS);
        boolean isLiked = dice.nextInt(3) > 0;
        byte[] value = new LikeEvent(repo, user, isLiked, Instant.ofEpochMilli(nowMillis + made++)).toJson();
        log.append(repo.keyBytes(), value, nowMillis, new Liking(repo.toString(), user, isLiked));
        if (dice.nextInt(4) == 0) log.mark();
    }

    /** The log has lost what is from this offset on. */
    void cutAt(long offset) {
        if (offset < countedUpTo) countedUpTo = 0;
    }

    /** The fault in the rows of a state that has counted up to this offset; empty if nothing is. */
    Optional<String> wrong(SimulatedLog log, Map<Bytes, byte[]> entries, long next, boolean isIncomplete) {
        count(log, next);
        Map<String, Long> counted = counted(entries);
        boolean isRight = isIncomplete ? isNoMore(counted, files) : counted.equals(files);
        return isRight ? Optional.empty() : Optional.of("answers " + counted + " up to " + next + ", not " + files);
    }

    /** The fault in the rows of a copy that may have a part of its next commit: no row is older than its mark. */
    static Optional<String> wrongCopy(SimulatedLog log, Map<Bytes, byte[]> entries, long next) {
        var least = new NaiveCount();
        least.count(log, next);
        var most = new NaiveCount();
        most.count(log, Long.MAX_VALUE);
        Map<String, Long> counted = counted(entries);
        return isNoMore(least.files, counted) && isNoMore(counted, most.files)
                ? Optional.empty()
                : Optional.of(
                        "has a copy that answers " + counted + " up to " + next + ", not at least " + least.files);
    }

    private static boolean isNoMore(Map<String, Long> some, Map<String, Long> others) {
        return some.entrySet().stream().allMatch(row -> row.getValue() <= others.getOrDefault(row.getKey(), 0L));
    }

    private static Map<String, Long> counted(Map<Bytes, byte[]> entries) {
        Map<String, Long> counted = new TreeMap<>();
        entries.forEach((key, value) -> {
            if (!PartKeys.isIn(PartitionStores.DAILY_ROWS, key.get())) return;
            byte[] row = PartKeys.inPart(key.get());
            String repository = new String(StoreKey.repositoryOf(row), StandardCharsets.UTF_8);
            counted.put(
                    repository + " " + StoreKey.epochDayOf(row),
                    RowFormat.counts(value).files());
        });
        return counted;
    }

    private void count(SimulatedLog log, long next) {
        if (next < countedUpTo || countedUpTo == 0) {
            files = new TreeMap<>();
            ids = new HashSet<>();
            countedUpTo = 0;
        }
        for (LogRecord record = log.next(countedUpTo);
                record != null && record.offset() < next;
                record = log.next(record.offset() + 1)) {
            Download download = (Download) record.fact();
            if (ids.add(download.id())) files.merge(download.row(), 1L, Long::sum);
        }
        countedUpTo = next;
    }

    /** The same of likes; those up to {@code least} are to be there. */
    static Optional<String> wrongLikes(SimulatedLog log, Map<Bytes, byte[]> entries, long next, long least) {
        LogRecord missing = log.next(next);
        if (missing != null && missing.offset() < least)
            return Optional.of("answers without the like at " + missing.offset());
        Map<String, Boolean> last = new TreeMap<>();
        for (LogRecord record : log.before(next)) {
            Liking liking = (Liking) record.fact();
            last.put(liking.repository() + " " + liking.user(), liking.isLiked());
        }
        Map<String, Long> likes = new TreeMap<>();
        last.forEach((key, isLiked) -> {
            if (isLiked) likes.merge(key.substring(0, key.indexOf(' ')), 1L, Long::sum);
        });
        Map<String, Long> counted = new TreeMap<>();
        entries.forEach((key, value) -> {
            byte[] inPart = PartKeys.inPart(key.get());
            if (!PartKeys.isIn(PartitionStores.LIKES, key.get()) || !startsWith(inPart, LikeKey.counts())) return;
            counted.put(LikeKey.rest(inPart, LikeKey.counts()), LikeValue.decodeCount(value));
        });
        return counted.equals(likes)
                ? Optional.empty()
                : Optional.of("answers likes " + counted + " up to " + next + ", not " + likes);
    }

    private static boolean startsWith(byte[] key, byte[] prefix) {
        return key.length >= prefix.length && Arrays.equals(key, 0, prefix.length, prefix, 0, prefix.length);
    }
}
