package dev.footfall.bench;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.footfall.aggregator.rollup.DailyCounts;
import dev.footfall.aggregator.rollup.RecentDownloads;
import dev.footfall.aggregator.rollup.RepositoryTotals;
import dev.footfall.bench.RowCheck.Verdict;
import dev.footfall.events.RepoId;
import dev.footfall.events.RepoType;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.LocalDate;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.SplittableRandom;
import java.util.stream.IntStream;

/**
 * Repositories with downloads on each of some days up to today, few with many and most with some; and the rankings that they
 * come to, worked out by sorting all of them.
 */
final class RankedLoad {
    /** The lengths of the periods that are ranked, in days up to today. */
    static final List<Integer> PERIODS = List.of(7, 30, 90);

    private static final ObjectMapper JSON = new ObjectMapper();
    private static final int MOST_A_DAY = 100_000;
    private static final int LIMIT = 100;

    private final Catalog catalog;
    private final LocalDate today;
    private final int days;
    private final long seed;
    private final int[][] sums;
    private Verdict verdict = Verdict.NOTHING;

    RankedLoad(Catalog catalog, LocalDate today, int days, long seed) {
        this.catalog = catalog;
        this.today = today;
        this.days = days;
        this.seed = seed;
        this.sums = new int[PERIODS.size()][catalog.size()];
        for (int index = 0; index < catalog.size(); index++) {
            int[] newestFirst = newestFirst(index);
            for (int period = 0; period < sums.length; period++) {
                sums[period][index] =
                        Arrays.stream(newestFirst).limit(PERIODS.get(period)).sum();
            }
        }
    }

    Catalog catalog() {
        return catalog;
    }

    /** The stored totals of a repository before anything arrives. */
    RepositoryTotals totals(int index) {
        int[] newestFirst = newestFirst(index);
        long downloads = Arrays.stream(newestFirst).asLongStream().sum();
        var counts = new DailyCounts(downloads, downloads / 5, 4 * downloads, 1_000_000 * downloads);
        return new RepositoryTotals(counts, RecentDownloads.of((int) today.toEpochDay(), newestFirst));
    }

    private int[] newestFirst(int index) {
        long place = Long.remainderUnsigned(Mix.of(index ^ seed), catalog.size());
        int perDay = (int) Math.min(MOST_A_DAY, 2 + 1_000_000.0 / (1 + place));
        var random = new SplittableRandom(index + seed);
        return IntStream.generate(() -> 1 + random.nextInt(perDay)).limit(days).toArray();
    }

    /** Notes a download of today. */
    void add(int index) {
        for (int[] ofPeriod : sums) ofPeriod[index]++;
    }

    /** Compares the heads of all rankings with what the API of that port answers, when all that was added is counted. */
    Verdict compare(int port) {
        try (var connection = new HttpConnection(port)) {
            for (RepoType type : RepoType.values()) {
                for (int period = 0; period < sums.length; period++) compare(connection, type, period);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return verdict;
    }

    private void compare(HttpConnection connection, RepoType type, int period) throws IOException {
        int[] expected = IntStream.range(0, catalog.size())
                .filter(index -> catalog.id(index).type() == type)
                .map(index -> sums[period][index])
                .boxed()
                .sorted(Comparator.reverseOrder())
                .limit(LIMIT)
                .mapToInt(Integer::intValue)
                .toArray();
        String path = String.format(
                Locale.ROOT,
                "/trending?repo_type=%s&days=%d&limit=%d&at=%s",
                type.label(),
                PERIODS.get(period),
                LIMIT,
                today);
        JsonNode rows =
                JSON.readTree(connection.send(HttpConnection.get(path)).body()).path("trending");
        for (int place = 0; place < expected.length; place++) {
            JsonNode row = rows.path(place);
            long answered = row.path("recent_downloads").asLong();
            boolean isRight = answered == expected[place] && answered == sum(type, row.path("id"), period);
            String wrong = path + ": place " + place + " has " + row + ", expected " + expected[place];
            verdict = verdict.and(1, isRight ? 0 : 1, isRight ? "" : wrong);
        }
    }

    /** The downloads of the repository with that id; -1 when there is none. */
    private long sum(RepoType type, JsonNode id, int period) {
        return RepoId.of(type, id.asText()).stream()
                .flatMapToInt(repo -> catalog.indexOf(repo.keyBytes()).stream())
                .map(index -> sums[period][index])
                .findFirst()
                .orElse(-1);
    }
}
