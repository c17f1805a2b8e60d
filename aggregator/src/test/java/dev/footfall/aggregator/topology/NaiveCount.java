package dev.footfall.aggregator.topology;

import dev.footfall.aggregator.counts.DailyCounts;
import dev.footfall.aggregator.topology.SimulatedLog.LogRecord;
import dev.footfall.aggregator.topology.SimulatedTraffic.Download;
import dev.footfall.aggregator.topology.SimulatedTraffic.Liking;
import dev.footfall.aggregator.topology.StoredCounts.Row;
import dev.footfall.events.VisitorId;
import dev.footfall.rules.CountingRules;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;

/** Counts what is in the logs of one partition in the most naive way. */
final class NaiveCount {
    private static final long MILLIS_PER_DAY = 86_400_000;

    /** By which of these a day was sealed is all the same where it is kept as it was. */
    private static final List<Long> GAPS_OF_SEALS =
            List.of(CountingRules.DEFAULT.gap().toMillis(), LifeSimulation.OTHER_GAP.toMillis());

    private final long gapMillis;
    private Map<String, Day> days = new HashMap<>();
    private Set<String> ids = new HashSet<>();
    private long countedUpTo;

    /** The downloads of one repository's day. */
    private static final class Day {
        private final Map<VisitorId, List<Long>> times = new HashMap<>();
        private long bytes;
        private final Map<Long, DailyCounts> counts = new HashMap<>(); // by gap

        void add(Download download) {
            counts.clear();
            times.computeIfAbsent(download.visitor(), visitor -> new ArrayList<>())
                    .add(download.timeMillis());
            bytes += download.bytes();
        }

        DailyCounts counts(long gapMillis) {
            return counts.computeIfAbsent(gapMillis, this::counted);
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

    /**
     * The fault in the rows and totals of a state that has counted up to this offset; empty if nothing is. A sealed day may be
     * ahead of it: it has all that will ever be counted of the day.
     */
    Optional<String> wrong(SimulatedLog log, StoredCounts stored, long next, boolean isIncomplete) {
        count(log, next);
        Map<String, Row> rows = stored.rows();
        Map<String, Row> wrong = new TreeMap<>(rows);
        if (isIncomplete) {
            wrong.entrySet()
                    .removeIf(row -> row.getValue().counts().files()
                            <= rowOf(row.getKey()).files());
        } else {
            keepWrong(wrong);
        }
        Map<String, DailyCounts> right = new TreeMap<>();
        wrong.keySet().forEach(day -> right.put(day, rowOf(day)));
        if (wrong.values().stream().allMatch(Row::isOfRecord)) keepNeverRight(wrong, log);
        if (!wrong.isEmpty()) return Optional.of("answers " + wrong + " up to " + next + ", not " + right);
        return stored.wrongTotals();
    }

    /** The fault in the rows of a copy that may have a part of its next commit: each is as it was at its mark, or later. */
    static Optional<String> wrongCopy(SimulatedLog log, StoredCounts stored, long next, long gapMillis) {
        var naive = new NaiveCount(gapMillis);
        naive.count(log, next);
        Map<String, Row> wrong = stored.rows();
        naive.keepWrong(wrong);
        naive.keepNeverRight(wrong, log);
        return wrong.isEmpty()
                ? Optional.empty()
                : Optional.of("has a copy that answers " + wrong + " up to " + next + ", which was never right");
    }

    private void keepWrong(Map<String, Row> rows) {
        days.keySet().forEach(day -> rows.putIfAbsent(day, Row.NONE));
        rows.entrySet().removeIf(row -> isRight(row.getKey(), row.getValue()));
    }

    /** Keeps those that no later record makes right. */
    private void keepNeverRight(Map<String, Row> wrong, SimulatedLog log) {
        for (LogRecord later = log.next(countedUpTo);
                later != null && !wrong.isEmpty();
                later = log.next(countedUpTo)) {
            count(log, later.offset() + 1);
            String day = day((Download) later.fact());
            Row row = wrong.get(day);
            if (row != null && isRight(day, row)) wrong.remove(day);
        }
    }

    private boolean isRight(String day, Row row) {
        if (row.counts().equals(rowOf(day))) return true;
        Day naive = days.get(day);
        return row.isOfRecord()
                && naive != null
                && GAPS_OF_SEALS.stream().anyMatch(gap -> row.counts().equals(naive.counts(gap)));
    }

    private DailyCounts rowOf(String day) {
        Day naive = days.get(day);
        return naive == null ? DailyCounts.ZERO : naive.counts(gapMillis);
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

    /** The fault in the likes of a state that has read them up to {@code next}; those up to {@code least} are to be there. */
    static Optional<String> wrongLikes(SimulatedLog log, StoredCounts stored, long next, long least) {
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
        return stored.likes().equals(likes)
                ? Optional.empty()
                : Optional.of("answers likes " + stored.likes() + " up to " + next + ", not " + likes);
    }
}
