package dev.footfall.queryapi.http.stats;

import dev.footfall.events.RepoId;
import dev.footfall.queryapi.http.CommonSchemas;
import dev.footfall.queryapi.question.ClassDay;
import dev.footfall.queryapi.question.CompositionQuery.Composition;
import dev.footfall.queryapi.question.RankedRepository;
import dev.footfall.queryapi.question.RepositoryDay;
import dev.footfall.queryapi.table.Column;
import dev.footfall.queryapi.table.Table;
import dev.footfall.web.openapi.Schema;
import java.util.Comparator;

/**
 * A repository in a ranking. {@code days}: its downloads of each day, of the period and of those before;
 * {@code makeup}: the parts of its numbers in the period, as one day.
 */
record TrendingEntry(RankedRepository ranked, int rank, ComparedDays days, ClassDay makeup) {
    static final String RANK = "rank";
    static final String EXCLUDED = RecentDays.EXCLUDED.name();

    static final int MOST = 100;

    static final Table<TrendingEntry> TABLE = Table.<TrendingEntry>of(
                    CommonSchemas.id(TrendingEntry::repo),
                    CommonSchemas.type(TrendingEntry::repo),
                    Column.count("downloads", entry -> entry.ranked.row().downloads()),
                    Column.count("likes", entry -> entry.ranked.row().likes()),
                    Column.count("recent_downloads", entry -> entry.ranked.row().recentDownloads()),
                    Column.bool("private", entry -> entry.ranked.isPrivate()))
            .andOnRequest(new Column<>(RANK, Schema.integer(1, MOST), TrendingEntry::rank))
            .and(ComparedDays.TABLE, TrendingEntry::days)
            .andOnRequest(
                    Column.count("authenticated", entry -> entry.day().counts().authenticated()),
                    Column.count("anonymous", entry -> entry.day().counts().anonymous()),
                    Column.count("files", entry -> entry.day().counts().files()),
                    RecentDays.EXCLUDED.of(TrendingEntry::day),
                    Breakdown.CLASSES.of(entry -> entry.makeup.classes()))
            .named("TrendingRepository");

    static final Comparator<TrendingEntry> BY_GROWTH = Comparator.comparingDouble(
                    (TrendingEntry entry) -> entry.days.growth())
            .reversed()
            .thenComparing(TrendingEntry::ranked);

    static TrendingEntry of(RankedRepository ranked) {
        return new TrendingEntry(ranked, 0, ComparedDays.NONE, ClassDay.NOTHING);
    }

    TrendingEntry withRank(int other) {
        return new TrendingEntry(ranked, other, days, makeup);
    }

    TrendingEntry withDays(ComparedDays compared) {
        return new TrendingEntry(ranked, rank, compared, makeup);
    }

    TrendingEntry withMakeup(Composition parts) {
        return new TrendingEntry(ranked, rank, days, parts.sum());
    }

    RepoId repo() {
        return ranked.row().repo();
    }

    private RepositoryDay day() {
        return makeup.counts();
    }
}
