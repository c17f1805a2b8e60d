package dev.footfall.queryapi.http.stats;

import dev.footfall.aggregator.query.TrendingQuery;
import dev.footfall.aggregator.query.TrendingQuery.TrendingRow;
import dev.footfall.aggregator.renames.Renames.Lineage;
import dev.footfall.aggregator.session.RepositoryTotals.RecentDownloads;
import dev.footfall.events.RepoId;
import dev.footfall.queryapi.auth.Caller;
import dev.footfall.queryapi.http.AnswerRenderer;
import dev.footfall.queryapi.http.Period;
import dev.footfall.queryapi.http.QueryParameters;
import dev.footfall.queryapi.http.QueryService;
import dev.footfall.queryapi.http.stats.TrendingEndpoint.ComparedDays;
import dev.footfall.queryapi.http.stats.TrendingEndpoint.TrendingEntry;
import dev.footfall.queryapi.question.RankingQuery;
import dev.footfall.queryapi.question.RankingQuery.Ranked;
import dev.footfall.queryapi.question.RankingQuery.RankedRepository;
import dev.footfall.queryapi.question.RankingQuery.Renamed;
import dev.footfall.queryapi.question.RepositoriesQuery.CompositionQuery;
import dev.footfall.queryapi.question.RepositoriesQuery.DownloadSeriesQuery;
import dev.footfall.queryapi.question.RepositoriesQuery.RepositorySummary;
import dev.footfall.queryapi.question.RepositoriesQuery.SummariesQuery;
import dev.footfall.queryapi.route.Answer;
import dev.footfall.queryapi.route.PartitionQuery;
import java.time.LocalDate;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.BiFunction;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.LongStream;
import java.util.stream.Stream;

/**
 * A ranking with its optional columns.
 *
 * @param isByGrowth true if the {@link TrendingEntry#MOST} most downloaded stand in the order of their growth
 */
public record TrendingRanking(
        QueryService service, TrendingQuery query, Caller caller, boolean isByGrowth, List<String> columns) {
    private static final int LOOK_BACK = RecentDownloads.DAYS - 3;

    public TrendingRanking {
        columns = List.copyOf(columns);
    }

    /** Returns the entries in order; a partial answer lacks those of missing partitions. */
    Answer<List<TrendingEntry>> ask() {
        Answer<List<TrendingEntry>> all = ranked(
                        query.from(), query.to(), isByGrowth ? TrendingEntry.MOST : query.limit())
                .map(rows -> rows.stream().map(TrendingEntry::of).toList());
        boolean showsDays = ComparedDays.TABLE.onRequest().stream().anyMatch(columns::contains);
        if (isByGrowth || showsDays) all = with(all, this::days);
        if (isByGrowth) all = all.map(this::byGrowth);
        if (columns.contains(TrendingEntry.EXCLUDED)) all = with(all, this::makeup);
        return all.map(TrendingRanking::numbered);
    }

    /** Returns the last day with downloads up to that of an empty ranking, by periods that are on the heap where all are old. */
    Optional<LocalDate> lastDay() {
        if (isEmpty(QueryParameters.FIRST_DAY, query.to())) return Optional.empty();
        LocalDate to = query.to();
        LocalDate from = to.minusDays(LOOK_BACK);
        for (; isEmpty(from, to); from = to.minusDays(LOOK_BACK)) {
            if (from.isBefore(QueryParameters.FIRST_DAY)) return Optional.empty(); // it was there a moment ago
            to = from.minusDays(1);
        }
        while (from.isBefore(to)) {
            LocalDate middle = from.plusDays((ChronoUnit.DAYS.between(from, to) + 1) / 2);
            if (isEmpty(middle, to)) to = middle.minusDays(1);
            else from = middle;
        }
        return Optional.of(to);
    }

    private boolean isEmpty(LocalDate from, LocalDate to) {
        return AnswerRenderer.whole(ranked(from, to, 1)).value().isEmpty();
    }

    private Answer<List<RankedRepository>> ranked(LocalDate from, LocalDate to, int most) {
        var wanted = new TrendingQuery(query.type(), from, to, query.classes(), most);
        return new RenamedRanking(service, new RankingQuery(wanted, caller)).ask();
    }

    private List<TrendingEntry> byGrowth(List<TrendingEntry> entries) {
        return entries.stream()
                .sorted(TrendingEntry.BY_GROWTH)
                .limit(query.limit())
                .toList();
    }

    private static List<TrendingEntry> numbered(List<TrendingEntry> entries) {
        return IntStream.range(0, entries.size())
                .mapToObj(i -> entries.get(i).withRank(i + 1))
                .toList();
    }

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

    private Answer<List<TrendingEntry>> days(List<TrendingEntry> entries) {
        int days = Math.toIntExact(new Period(query.from(), query.to()).days());
        int unfinished = query.to().isBefore(service.today()) ? 0 : 1;
        return joined(
                entries,
                some -> new DownloadSeriesQuery(
                        some, query.from().minusDays(days + unfinished), query.to(), query.classes()),
                (entry, series) -> entry.withDays(new ComparedDays(series.downloads(), days, unfinished)));
    }

    private Answer<List<TrendingEntry>> makeup(List<TrendingEntry> entries) {
        return joined(entries, some -> new CompositionQuery(some, query.from(), query.to()), TrendingEntry::withMakeup);
    }

    private <T> Answer<List<TrendingEntry>> joined(
            List<TrendingEntry> entries,
            Function<List<Lineage>, PartitionQuery<List<T>>> question,
            BiFunction<TrendingEntry, T, TrendingEntry> join) {
        List<Lineage> repos = entries.stream()
                .map(entry -> service.repositories().lineage(entry.repo()))
                .toList();
        return service.state().askOfMany(repos, question).map(found -> {
            if (found.size() != repos.size()) throw new IllegalStateException("unanswered, of " + repos);
            return IntStream.range(0, repos.size())
                    .mapToObj(i -> join.apply(entries.get(i), found.get(i)))
                    .toList();
        });
    }

    /**
     * A ranking in which repositories with several names have their places. The totals of those that may be among the first are
     * asked for once all partitions have reported their recent downloads.
     */
    public record RenamedRanking(QueryService service, RankingQuery question) {
        /** Returns the top; a partial answer lacks repositories with a name in a missing partition. */
        public Answer<List<RankedRepository>> ask() {
            Answer<Ranked> ranked = service.ask(question);
            return ranked.fold(
                    complete -> {
                        List<Renamed> candidates = candidates(complete.value());
                        return candidates.isEmpty()
                                ? ranked.map(Ranked::first)
                                : ranked.then(all -> placed(all.value().first(), candidates));
                    },
                    partial -> {
                        List<RankedRepository> first = partial.value().first();
                        List<Renamed> whole = partial.value().renamed().stream()
                                .filter(renamed -> isOutside(partial.missingPartitions(), renamed))
                                .toList();
                        return placed(first, candidates(new Ranked(first, whole)))
                                        instanceof Answer.Complete<List<RankedRepository>> all
                                ? ranked.map(any -> all.value())
                                : ranked.map(Ranked::first);
                    },
                    unavailable -> new Answer.Unavailable<>(unavailable.reason()));
        }

        private List<Renamed> candidates(Ranked ranked) {
            int limit = question.ranking().limit();
            LongStream alone =
                    ranked.first().stream().mapToLong(one -> one.row().recentDownloads());
            LongStream renamed = ranked.renamed().stream().mapToLong(Renamed::recentDownloads);
            long[] ascending = LongStream.concat(alone, renamed).sorted().toArray();
            long least = ascending.length <= limit ? 0 : ascending[ascending.length - limit];
            return ranked.renamed().stream()
                    .filter(one -> one.recentDownloads() >= least)
                    .toList();
        }

        private Lineage lineage(Renamed renamed) {
            return service.repositories().lineage(renamed.repo());
        }

        private boolean isOutside(List<Integer> partitions, Renamed renamed) {
            return lineage(renamed).names().stream()
                    .map(service.state().state()::partitionOf)
                    .noneMatch(partitions::contains);
        }

        private Answer<List<RankedRepository>> placed(List<RankedRepository> first, List<Renamed> candidates) {
            List<Lineage> repos = candidates.stream().map(this::lineage).toList();
            LocalDate to = question.ranking().to();
            return service.state()
                    .askOfMany(repos, some -> new SummariesQuery(some, to, to))
                    .map(found -> {
                        Map<RepoId, RepositorySummary> byName =
                                found.stream().collect(Collectors.toMap(RepositorySummary::repo, Function.identity()));
                        Stream<RankedRepository> placed = candidates.stream()
                                .flatMap(one -> Optional.ofNullable(byName.get(one.repo())).stream()
                                        .map(summary -> row(one, summary)));
                        return Stream.concat(first.stream(), placed)
                                .sorted()
                                .limit(question.ranking().limit())
                                .toList();
                    });
        }

        private static RankedRepository row(Renamed renamed, RepositorySummary summary) {
            var numbers = summary.numbers();
            var row = new TrendingRow(
                    renamed.repo(), numbers.totals().downloads(), numbers.likes(), renamed.recentDownloads());
            return new RankedRepository(row, renamed.isPrivate());
        }
    }
}
