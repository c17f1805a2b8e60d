package dev.footfall.queryapi.http.stats;

import dev.footfall.aggregator.query.TrendingQuery;
import dev.footfall.aggregator.renames.Lineage;
import dev.footfall.events.RepoId;
import dev.footfall.queryapi.auth.Caller;
import dev.footfall.queryapi.http.Period;
import dev.footfall.queryapi.http.QueryService;
import dev.footfall.queryapi.question.DownloadSeries;
import dev.footfall.queryapi.question.DownloadSeriesQuery;
import dev.footfall.queryapi.question.MakeupQuery;
import dev.footfall.queryapi.question.RankedRepository;
import dev.footfall.queryapi.question.RankingQuery;
import dev.footfall.queryapi.route.Answer;
import dev.footfall.queryapi.route.PartitionQuery;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.BiFunction;
import java.util.function.Function;
import java.util.stream.IntStream;

/**
 * A ranking, and what else is wanted of its repositories.
 *
 * @param query the ranking
 * @param caller who asks
 * @param isByGrowth true if the {@link TrendingEntry#MOST} most downloaded stand in the order of their growth
 * @param columns the names of the columns on request that are wanted
 */
record TrendingRanking(
        QueryService service, TrendingQuery query, Caller caller, boolean isByGrowth, List<String> columns) {
    TrendingRanking {
        columns = List.copyOf(columns);
    }

    /** The entries in their order. In a part, those are left out that the missing partitions have. */
    Answer<List<TrendingEntry>> ask() {
        Answer<List<TrendingEntry>> all = ranked().map(TrendingRanking::entries);
        if (isByGrowth || columns.contains(TrendingEntry.PREVIOUS)) all = with(all, this::previous);
        if (isByGrowth) all = all.map(this::byGrowth);
        if (columns.contains(TrendingEntry.SERIES)) all = with(all, this::series);
        return columns.contains(TrendingEntry.EXCLUDED) ? with(all, this::makeup) : all;
    }

    private Answer<List<RankedRepository>> ranked() {
        int most = isByGrowth ? TrendingEntry.MOST : query.limit();
        var wanted = new TrendingQuery(query.type(), query.from(), query.to(), query.classes(), most);
        return new RenamedRanking(service, new RankingQuery(wanted, caller)).ask();
    }

    private static List<TrendingEntry> entries(List<RankedRepository> ranked) {
        return IntStream.range(0, ranked.size())
                .mapToObj(i -> TrendingEntry.of(ranked.get(i), i + 1))
                .toList();
    }

    private List<TrendingEntry> byGrowth(List<TrendingEntry> entries) {
        List<TrendingEntry> first = entries.stream()
                .sorted(TrendingEntry.BY_GROWTH)
                .limit(query.limit())
                .toList();
        return IntStream.range(0, first.size())
                .mapToObj(i -> first.get(i).withRank(i + 1))
                .toList();
    }

    /** The entries with more; as whole as they are. */
    private static Answer<List<TrendingEntry>> with(
            Answer<List<TrendingEntry>> all, Function<List<TrendingEntry>, Answer<List<TrendingEntry>>> more) {
        return all.fold(
                complete -> complete.value().isEmpty() ? all : all.then(found -> more.apply(found.value())),
                partial -> more.apply(partial.value())
                        .fold(
                                complete -> all.map(any -> complete.value()),
                                missing -> new Answer.Unavailable<>(missing.reason()),
                                unavailable -> unavailable),
                unavailable -> unavailable);
    }

    private Answer<List<TrendingEntry>> previous(List<TrendingEntry> entries) {
        var period = new Period(query.from(), query.to());
        Period before = Period.endingAt(query.from().minusDays(1), Math.toIntExact(period.days()));
        return joined(
                entries,
                some -> new DownloadSeriesQuery(some, before.start(), before.end(), query.classes()),
                DownloadSeries::repo,
                TrendingEntry::withPrevious);
    }

    private Answer<List<TrendingEntry>> series(List<TrendingEntry> entries) {
        return joined(
                entries,
                some -> new DownloadSeriesQuery(some, query.from(), query.to(), query.classes()),
                DownloadSeries::repo,
                TrendingEntry::withSeries);
    }

    private Answer<List<TrendingEntry>> makeup(List<TrendingEntry> entries) {
        return joined(
                entries,
                some -> new MakeupQuery(some, query.from(), query.to()),
                MakeupQuery.Makeup::repo,
                TrendingEntry::withMakeup);
    }

    private <T> Answer<List<TrendingEntry>> joined(
            List<TrendingEntry> entries,
            Function<List<Lineage>, PartitionQuery<List<T>>> question,
            Function<T, RepoId> repository,
            BiFunction<TrendingEntry, T, TrendingEntry> join) {
        List<Lineage> repos = entries.stream()
                .map(entry -> service.repositories().lineage(entry.repo()))
                .toList();
        return service.state().askOfMany(repos, question).map(found -> {
            Map<RepoId, T> byName = new HashMap<>();
            for (T one : found) byName.put(repository.apply(one), one);
            List<TrendingEntry> joined = new ArrayList<>();
            for (int i = 0; i < entries.size(); i++) {
                T own = byName.get(repos.get(i).name());
                if (own == null)
                    throw new IllegalStateException(
                            "unanswered: " + repos.get(i).name());
                joined.add(join.apply(entries.get(i), own));
            }
            return joined;
        });
    }
}
