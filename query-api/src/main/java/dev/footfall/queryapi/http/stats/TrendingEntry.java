package dev.footfall.queryapi.http.stats;

import dev.footfall.aggregator.query.RepositoryDay;
import dev.footfall.aggregator.rollup.ClassCounts;
import dev.footfall.events.RepoId;
import dev.footfall.queryapi.http.CommonSchemas;
import dev.footfall.queryapi.openapi.Schema;
import dev.footfall.queryapi.question.ClassDay;
import dev.footfall.queryapi.question.DownloadSeries;
import dev.footfall.queryapi.question.MakeupQuery.Makeup;
import dev.footfall.queryapi.question.RankedRepository;
import dev.footfall.queryapi.table.Column;
import dev.footfall.queryapi.table.Table;
import java.util.Comparator;
import java.util.List;

/**
 * A repository in a ranking, with what was asked for beside its place.
 *
 * @param ranked its place and its numbers
 * @param rank its place, from 1
 * @param previousDownloads its downloads of the period before, by which its growth is measured
 * @param series its downloads of each day of the period
 * @param makeup the parts of its numbers in the period, as one day
 */
record TrendingEntry(RankedRepository ranked, int rank, long previousDownloads, List<Long> series, ClassDay makeup) {
    static final String RANK = "rank";
    static final String SERIES = "series";
    static final String EXCLUDED = RecentEndpoint.EXCLUDED.name();
    static final String PREVIOUS = "previous_downloads";

    /** The most repositories of a ranking. */
    static final int MOST = 100;

    static final Table<TrendingEntry> TABLE = Table.<TrendingEntry>of(
                    CommonSchemas.id(TrendingEntry::repo),
                    CommonSchemas.type(TrendingEntry::repo),
                    Column.count("downloads", entry -> entry.ranked.row().downloads()),
                    Column.count("likes", entry -> entry.ranked.row().likes()),
                    Column.count("recent_downloads", TrendingEntry::recentDownloads),
                    Column.bool("private", entry -> entry.ranked.isPrivate()))
            .andOnRequest(
                    new Column<>(RANK, Schema.integer(1, MOST), TrendingEntry::rank),
                    Column.count(PREVIOUS, TrendingEntry::previousDownloads),
                    Column.counts(SERIES, TrendingEntry::series),
                    Column.count("authenticated", entry -> entry.day().counts().authenticated()),
                    Column.count("anonymous", entry -> entry.day().counts().anonymous()),
                    Column.count("files", entry -> entry.day().counts().files()),
                    RecentEndpoint.EXCLUDED.of(TrendingEntry::day),
                    ClassesEndpoint.COLUMN.of(TrendingEntry::classes))
            .named("TrendingRepository");

    /** Those that grew most first: new ones, then by the growth, then as they were ranked. */
    static final Comparator<TrendingEntry> BY_GROWTH =
            Comparator.comparingDouble(TrendingEntry::growth).reversed().thenComparing(TrendingEntry::ranked);

    TrendingEntry {
        series = List.copyOf(series);
    }

    /** An entry of which its place and its numbers are known alone. */
    static TrendingEntry of(RankedRepository ranked, int rank) {
        return new TrendingEntry(ranked, rank, 0, List.of(), ClassDay.NOTHING);
    }

    TrendingEntry withRank(int other) {
        return new TrendingEntry(ranked, other, previousDownloads, series, makeup);
    }

    TrendingEntry withPrevious(DownloadSeries previous) {
        return new TrendingEntry(ranked, rank, previous.sum(), series, makeup);
    }

    TrendingEntry withSeries(DownloadSeries days) {
        return new TrendingEntry(ranked, rank, previousDownloads, days.downloads(), makeup);
    }

    TrendingEntry withMakeup(Makeup parts) {
        return new TrendingEntry(ranked, rank, previousDownloads, series, parts.sum());
    }

    RepoId repo() {
        return ranked.row().repo();
    }

    private long recentDownloads() {
        return ranked.row().recentDownloads();
    }

    private RepositoryDay day() {
        return makeup.counts();
    }

    private ClassCounts classes() {
        return makeup.classes();
    }

    /** Its downloads, divided by those of the period before. Of what had none it is infinite. */
    private double growth() {
        return (double) recentDownloads() / previousDownloads;
    }
}
