package dev.footfall.queryapi.http.stats;

import dev.footfall.aggregator.query.TrendingRow;
import dev.footfall.events.RepoId;
import dev.footfall.events.RepoType;
import dev.footfall.queryapi.http.CommonSchemas;
import dev.footfall.queryapi.http.ListPlace;
import dev.footfall.queryapi.question.ClassDay;
import dev.footfall.queryapi.question.CompositionQuery.Composition;
import dev.footfall.queryapi.question.RankedRepository;
import dev.footfall.queryapi.question.RepositoryDay;
import dev.footfall.queryapi.table.Column;
import dev.footfall.queryapi.table.Table;
import dev.footfall.web.openapi.Schema;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * A repository in a ranking. {@code days}: its downloads of each day, of the period and of those before;
 * {@code makeup}: the parts of its numbers in the period, as one day.
 */
record TrendingEntry(RankedRepository ranked, long rank, ComparedDays days, ClassDay makeup) {
    static final String RANK = "rank";
    static final String EXCLUDED = RecentDays.EXCLUDED.name();

    static final int MOST = 100;

    static final ListPlace PLACE = new ListPlace(List.of(-3L, 0L), List.of("myorg/mymodel"));
    static final ListPlace PLACE_BY_GROWTH = new ListPlace(List.of(-1L, -3L, 0L), List.of("myorg/mymodel"));

    static final Table<TrendingEntry> TABLE = Table.<TrendingEntry>of(
                    CommonSchemas.id(TrendingEntry::repo),
                    CommonSchemas.type(TrendingEntry::repo),
                    Column.count("downloads", entry -> entry.ranked.row().downloads()),
                    Column.count("likes", entry -> entry.ranked.row().likes()),
                    Column.count("recent_downloads", entry -> entry.ranked.row().recentDownloads()),
                    Column.bool("private", entry -> entry.ranked.isPrivate()))
            .andOnRequest(new Column<>(RANK, Schema.count().with("minimum", 1), TrendingEntry::rank))
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

    TrendingEntry withRank(long other) {
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

    ListPlace place() {
        return new ListPlace(numbers(), List.of(repo().fullName()));
    }

    /** Ratios are not negative, so their bits stand in their order. */
    ListPlace placeByGrowth() {
        long growth = Double.doubleToLongBits(days.growth());
        return new ListPlace(
                Stream.concat(Stream.of(-growth), numbers().stream()).toList(), List.of(repo().fullName()));
    }

    private List<Long> numbers() {
        return List.of(-ranked.row().recentDownloads(), -ranked.row().likes());
    }

    /** One that stands in that place. */
    static Optional<TrendingRow> row(RepoType type, ListPlace place) {
        List<Long> numbers = place.numbers();
        return RepoId.of(type, place.names().get(0))
                .map(repo -> new TrendingRow(repo, 0, -numbers.get(1), -numbers.get(0)));
    }

    private RepositoryDay day() {
        return makeup.counts();
    }
}
