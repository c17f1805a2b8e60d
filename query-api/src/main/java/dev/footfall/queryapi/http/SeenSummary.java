package dev.footfall.queryapi.http;

import dev.footfall.events.RepoId;
import dev.footfall.queryapi.table.Column;
import dev.footfall.queryapi.table.Table;
import java.util.List;

/** {@code series}: its downloads of each day, if they were asked for. */
public record SeenSummary(SeenRepository seen, long recentDownloads, List<Long> series) {
    public static final String SERIES = "series";

    public static final Table<SeenSummary> TABLE = Table.<SeenSummary>of(
                    Column.count("downloads", SeenSummary::downloads),
                    Column.count("likes", SeenSummary::likes),
                    Column.count("recent_downloads", SeenSummary::recentDownloads),
                    Column.bool("private", summary -> summary.seen.isPrivate()))
            .andOnRequest(Column.counts(SERIES, SeenSummary::series));

    public RepoId repo() {
        return seen.repo();
    }

    public long downloads() {
        return seen.numbers().downloads();
    }

    public long likes() {
        return seen.numbers().likes();
    }

    public SeenSummary withSeries(List<Long> days) {
        return new SeenSummary(seen, recentDownloads, days);
    }
}
