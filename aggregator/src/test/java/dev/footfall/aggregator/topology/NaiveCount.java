package dev.footfall.aggregator.topology;

import dev.footfall.aggregator.counting.store.PartKeys;
import dev.footfall.aggregator.counting.store.PartitionStores;
import dev.footfall.aggregator.counting.store.RowFormat;
import dev.footfall.aggregator.counting.store.StoreKey;
import dev.footfall.aggregator.counting.store.TotalsFormat;
import dev.footfall.aggregator.counts.DailyCounts;
import dev.footfall.aggregator.likes.LikeKey;
import dev.footfall.aggregator.likes.LikeValue;
import dev.footfall.aggregator.topology.SimulatedLog.LogRecord;
import dev.footfall.aggregator.topology.SimulatedTraffic.Download;
import dev.footfall.events.VisitorId;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import org.apache.kafka.common.utils.Bytes;
import org.jspecify.annotations.Nullable;

/** Counts what is in the logs of one partition in the most naive way. */
final class NaiveCount {
    private static final long MILLIS_PER_DAY = 86_400_000;

    private final long gapMillis;
    private Map<String, Day> days = new HashMap<>();
    private Set<String> ids = new HashSet<>();
    private long countedUpTo;

    /** The downloads of one repository's day. */
    private static final class Day {
        private final Map<VisitorId, List<Long>> times = new HashMap<>();
        private long bytes;
        private @Nullable DailyCounts counts;

        void add(Download download) {
            counts = null;
            times.computeIfAbsent(download.visitor(), visitor -> new ArrayList<>())
                    .add(download.timeMillis());
            bytes += download.bytes();
        }

        DailyCounts counts(long gapMillis) {
            if (counts == null) counts = counted(gapMillis);
            return counts;
        }

        private DailyCounts counted(long gapMillis) {
            DailyCounts sum = new DailyCounts(0, 0, 0, bytes);
            for (Map.Entry<VisitorId, List<Long>> visitor : times.entrySet()) {
                long sessions = sessions(visitor.getValue(), gapMillis);
                long authenticated = visitor.getKey().authenticated() ? sessions : 0;
                sum = sum.plus(new DailyCounts(
                        sessions, authenticated, visitor.getValue().size(), 0));
            }
            return sum;
        }

        private static long sessions(List<Long> times, long gapMillis) {
            Collections.sort(times);
            long sessions = 1;
            for (int i = 1; i < times.size(); i++) {
                if (times.get(i) - times.get(i - 1) > gapMillis) sessions++;
            }
            return sessions;
        }
    }

    /** {@code gapMillis}: the longest between two downloads of a session. */
    NaiveCount(long gapMillis) {
        this.gapMillis = gapMillis;
    }

    /** The log has lost what is from this offset on. */
    void cutAt(long offset) {
        if (offset < countedUpTo) countedUpTo = 0;
    }

    /** The fault in the rows and totals of a state that has counted up to this offset; empty if nothing is. */
    Optional<String> wrong(SimulatedLog log, Map<Bytes, byte[]> entries, long next, boolean isIncomplete) {
        count(log, next);
        Map<String, DailyCounts> rows = rows();
        Map<String, DailyCounts> counted = counted(entries);
        if (isIncomplete)
            return isNoMore(counted, rows)
                    ? Optional.empty()
                    : Optional.of("answers " + counted + " up to " + next + ", more than " + rows);
        if (!counted.equals(rows)) return Optional.of("answers " + counted + " up to " + next + ", not " + rows);
        Map<String, DailyCounts> totals = totals(rows);
        Map<String, DailyCounts> countedTotals = countedTotals(entries);
        return countedTotals.equals(totals)
                ? Optional.empty()
                : Optional.of("answers totals " + countedTotals + " up to " + next + ", not " + totals);
    }

    /** The fault in the rows of a copy that may have a part of its next commit: each is as it was at its mark, or later. */
    static Optional<String> wrongCopy(SimulatedLog log, Map<Bytes, byte[]> entries, long next, long gapMillis) {
        return new NaiveCount(gapMillis).wrongCopy(log, entries, next);
    }

    private Optional<String> wrongCopy(SimulatedLog log, Map<Bytes, byte[]> entries, long next) {
        count(log, next);
        Map<String, DailyCounts> wrong = counted(entries);
        Map<String, DailyCounts> least = rows();
        least.keySet().forEach(day -> wrong.putIfAbsent(day, DailyCounts.ZERO));
        wrong.entrySet().removeIf(row -> row.getValue().equals(least.get(row.getKey())));
        for (LogRecord later = log.next(next); later != null && !wrong.isEmpty(); later = log.next(countedUpTo)) {
            count(log, later.offset() + 1);
            String day = day((Download) later.fact());
            DailyCounts now = rowOf(day);
            if (now.equals(wrong.get(day))) wrong.remove(day);
        }
        return wrong.isEmpty()
                ? Optional.empty()
                : Optional.of(
                        "has a copy that answers " + wrong + " up to " + next + ", which was never right: " + least);
    }

    private static boolean isNoMore(Map<String, DailyCounts> some, Map<String, DailyCounts> others) {
        return some.entrySet().stream()
                .allMatch(row -> row.getValue().files()
                        <= others.getOrDefault(row.getKey(), DailyCounts.ZERO).files());
    }

    private static Map<String, DailyCounts> counted(Map<Bytes, byte[]> entries) {
        Map<String, DailyCounts> counted = new TreeMap<>();
        entries.forEach((key, value) -> {
            if (!PartKeys.isIn(PartitionStores.DAILY_ROWS, key.get())) return;
            byte[] row = PartKeys.inPart(key.get());
            counted.put(text(StoreKey.repositoryOf(row)) + " " + StoreKey.epochDayOf(row), RowFormat.counts(value));
        });
        return counted;
    }

    private static Map<String, DailyCounts> countedTotals(Map<Bytes, byte[]> entries) {
        Map<String, DailyCounts> counted = new TreeMap<>();
        entries.forEach((key, value) -> {
            if (PartKeys.isIn(PartitionStores.TOTALS, key.get()))
                counted.put(
                        text(PartKeys.inPart(key.get())),
                        TotalsFormat.decode(value).counts());
        });
        return counted;
    }

    private static String text(byte[] repository) {
        return new String(repository, StandardCharsets.UTF_8);
    }

    private static Map<String, DailyCounts> totals(Map<String, DailyCounts> rows) {
        Map<String, DailyCounts> totals = new TreeMap<>();
        rows.forEach((day, counts) -> totals.merge(day.substring(0, day.indexOf(' ')), counts, DailyCounts::plus));
        return totals;
    }

    private Map<String, DailyCounts> rows() {
        Map<String, DailyCounts> rows = new TreeMap<>();
        days.forEach((key, day) -> rows.put(key, day.counts(gapMillis)));
        return rows;
    }

    private DailyCounts rowOf(String day) {
        return Objects.requireNonNull(days.get(day)).counts(gapMillis);
    }

    private static String day(Download download) {
        return download.repo() + " " + Math.floorDiv(download.timeMillis(), MILLIS_PER_DAY);
    }

    private void count(SimulatedLog log, long next) {
        if (next < countedUpTo || countedUpTo == 0) {
            days = new HashMap<>();
            ids = new HashSet<>();
            countedUpTo = 0;
        }
        for (LogRecord record = log.next(countedUpTo);
                record != null && record.offset() < next;
                record = log.next(record.offset() + 1)) {
            Download download = (Download) record.fact();
            if (ids.add(download.id()))
                days.computeIfAbsent(day(download), day -> new Day()).add(download);
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
            SimulatedTraffic.Liking liking = (SimulatedTraffic.Liking) record.fact();
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
