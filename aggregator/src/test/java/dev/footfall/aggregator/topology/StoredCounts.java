package dev.footfall.aggregator.topology;

import dev.footfall.aggregator.counting.store.PartKeys;
import dev.footfall.aggregator.counting.store.PartitionStores;
import dev.footfall.aggregator.counting.store.RowFormat;
import dev.footfall.aggregator.counting.store.SealedEnd;
import dev.footfall.aggregator.counting.store.StoreKey;
import dev.footfall.aggregator.counting.store.TotalsFormat;
import dev.footfall.aggregator.counts.DailyCounts;
import dev.footfall.aggregator.likes.LikeKey;
import dev.footfall.aggregator.likes.LikeValue;
import dev.footfall.aggregator.live.RankingHistory;
import dev.footfall.aggregator.live.TrendingIndex;
import dev.footfall.aggregator.query.RowRange;
import dev.footfall.aggregator.query.TrendingQuery;
import dev.footfall.aggregator.query.TrendingRow;
import dev.footfall.events.RepoId;
import dev.footfall.events.RepoType;
import java.nio.charset.StandardCharsets;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.TreeMap;
import org.apache.kafka.common.utils.Bytes;

/** The counts in a partition's store, by repository, or by repository and day. */
final class StoredCounts {
    private static final int DAYS = 7;
    private static final int MOST_RANKED = 10;

    private final Map<String, Row> rows = new TreeMap<>();
    private final Map<String, DailyCounts> totals = new TreeMap<>();
    private final Map<String, Long> likes = new TreeMap<>();
    private long newestDay;

    /** {@code isOfRecord}: it began as a sealed record, which may be of other rules. */
    record Row(DailyCounts counts, boolean isOfRecord) {
        static final Row NONE = new Row(DailyCounts.ZERO, false);
    }

    StoredCounts(Map<Bytes, byte[]> entries) {
        entries.forEach((key, value) -> add(key.get(), value));
    }

    private void add(byte[] key, byte[] value) {
        byte[] inPart = PartKeys.inPart(key);
        if (PartKeys.isIn(PartitionStores.DAILY_ROWS, key)) addRow(inPart, value);
        else if (PartKeys.isIn(PartitionStores.TOTALS, key))
            totals.put(text(inPart), TotalsFormat.decode(value).counts());
        else if (PartKeys.isIn(PartitionStores.LIKES, key) && startsWith(inPart, LikeKey.counts()))
            likes.put(LikeKey.rest(inPart, LikeKey.counts()), LikeValue.decodeCount(value));
    }

    private void addRow(byte[] key, byte[] value) {
        long day = StoreKey.epochDayOf(key);
        newestDay = Math.max(newestDay, day);
        var row = new Row(RowFormat.counts(value), SealedEnd.ofRow(value) != SealedEnd.NONE);
        rows.put(text(StoreKey.repositoryOf(key)) + " " + day, row);
    }

    private static String text(byte[] repository) {
        return new String(repository, StandardCharsets.UTF_8);
    }

    private static boolean startsWith(byte[] key, byte[] prefix) {
        return key.length >= prefix.length && Arrays.equals(key, 0, prefix.length, prefix, 0, prefix.length);
    }

    Map<String, Row> rows() {
        return new TreeMap<>(rows);
    }

    Map<String, Long> likes() {
        return likes;
    }

    private Map<String, DailyCounts> sums(long fromDay) {
        Map<String, DailyCounts> sums = new TreeMap<>();
        rows.forEach((key, row) -> {
            int end = key.indexOf(' ');
            if (Long.parseLong(key, end + 1, key.length(), 10) >= fromDay)
                sums.merge(key.substring(0, end), row.counts(), DailyCounts::plus);
        });
        return sums;
    }

    /** The fault in its totals, which are the sums of its rows; empty if nothing is. */
    Optional<String> wrongTotals() {
        Map<String, DailyCounts> sums = sums(0);
        return totals.equals(sums) ? Optional.empty() : Optional.of("answers totals " + totals + ", not " + sums);
    }

    /** The fault in the ranking of its newest days, as memory has it; empty if nothing is. */
    Optional<String> wrongRanking(TrendingIndex trending) {
        LocalDate newest = LocalDate.ofEpochDay(newestDay);
        var query = new TrendingQuery(RepoType.MODEL, newest.minusDays(DAYS - 1), newest, MOST_RANKED);
        List<TrendingRow> shown = trending.top(query, repo -> true, StoredCounts::read);
        List<TrendingRow> ranked = ranked();
        return shown.equals(ranked)
                ? Optional.empty()
                : Optional.of("answers the ranking " + shown + ", not " + ranked);
    }

    private List<TrendingRow> ranked() {
        Map<String, DailyCounts> all = sums(0);
        List<TrendingRow> ranked = new ArrayList<>();
        sums(newestDay - DAYS + 1).forEach((key, recent) -> {
            RepoId repo = RepoId.ofKey(key).orElseThrow();
            long downloads = Objects.requireNonNull(all.get(key)).downloads();
            if (recent.downloads() > 0)
                ranked.add(new TrendingRow(repo, downloads, likes.getOrDefault(key, 0L), recent.downloads()));
        });
        Collections.sort(ranked);
        return ranked;
    }

    private static void read(RowRange range, RankingHistory.RowVisitor visitor) {
        throw new IllegalStateException("the newest days are in memory");
    }
}
