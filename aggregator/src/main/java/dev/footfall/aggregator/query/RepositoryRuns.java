package dev.footfall.aggregator.query;

import dev.footfall.aggregator.partition.StoreKey;
import dev.footfall.aggregator.rollup.DailyRow;
import dev.footfall.events.RepoId;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/** Sums daily rows, which come sorted by repository, into one number for each. Not thread-safe. */
final class RepositoryRuns {
    private final int fromDay;
    private final int toDay;
    private final TrendingIndex.History.Visitor visitor;
    private byte[] repository = {};
    private long downloads;

    RepositoryRuns(int fromDay, int toDay, TrendingIndex.History.Visitor visitor) {
        this.fromDay = fromDay;
        this.toDay = toDay;
        this.visitor = visitor;
    }

    void add(byte[] rowKey, DailyRow row) {
        int day = StoreKey.epochDayOf(rowKey);
        if (day < fromDay || day > toDay) return;
        byte[] rowRepository = StoreKey.repositoryOf(rowKey);
        if (!Arrays.equals(repository, rowRepository)) {
            end();
            repository = rowRepository;
        }
        downloads += row.counts().downloads();
    }

    /** Shows the last repository. */
    void end() {
        if (downloads > 0) {
            RepoId repo =
                    RepoId.ofKey(new String(repository, StandardCharsets.UTF_8)).orElseThrow();
            visitor.visit(repo, downloads);
        }
        downloads = 0;
    }
}
