package dev.footfall.queryapi.http.stats;

import dev.footfall.aggregator.query.TrendingQuery;
import dev.footfall.events.renames.Lineage;
import dev.footfall.queryapi.auth.Caller;
import dev.footfall.queryapi.http.AnswerRenderer;
import dev.footfall.queryapi.http.ListPart;
import dev.footfall.queryapi.http.ListPlace;
import dev.footfall.queryapi.http.ListedRows;
import dev.footfall.queryapi.http.Period;
import dev.footfall.queryapi.http.QueryParameters;
import dev.footfall.queryapi.http.QueryService;
import dev.footfall.queryapi.question.CompositionQuery;
import dev.footfall.queryapi.question.DownloadSeriesQuery;
import dev.footfall.queryapi.question.RankedRepository;
import dev.footfall.queryapi.question.RankingQuery;
import dev.footfall.queryapi.route.Answer;
import dev.footfall.queryapi.route.PartitionQuery;
import java.time.LocalDate;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Optional;
import java.util.function.BiFunction;
import java.util.function.Function;
import java.util.stream.IntStream;

/**
 * A ranking with its optional columns.
 *
 * @param isByGrowth true if the {@link TrendingEntry#MOST} most downloaded stand in the order of their growth
 */
public record TrendingRanking(
        QueryService service, TrendingQuery query, ListPart part, boolean isByGrowth, List<String> columns) {
    private static final int LOOK_BACK = TrendingQuery.RECENT_DAYS - 3;

    public TrendingRanking {
        columns = List.copyOf(columns);
    }

    /** Returns the entries in order; a partial answer lacks those of missing partitions. */
    Answer<ListedRows<TrendingEntry>> ask() {
        Answer<List<TrendingEntry>> all =
                ranked(query).map(rows -> rows.stream().map(TrendingEntry::of).toList());
        boolean showsDays = ComparedDays.TABLE.onRequest().stream().anyMatch(columns::contains);
        if (isByGrowth || showsDays) all = with(all, this::days);
        if (isByGrowth) all = all.map(this::byGrowth);
        all = all.map(entries -> part.begun(entries.stream(), this::place));
        if (columns.contains(TrendingEntry.EXCLUDED)) all = with(all, this::makeup);
        return all.map(this::numbered).map(entries -> part.of(entries.stream(), this::place));
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
        var days = new TrendingQuery(query.type(), from, to, query.classes(), 1);
        return AnswerRenderer.whole(ranked(days)).value().isEmpty();
    }

    private Answer<List<RankedRepository>> ranked(TrendingQuery wanted) {
        Caller caller = part.request().caller();
        return new RenamedRanking(service, new RankingQuery(wanted, caller)).ask();
    }

    private List<TrendingEntry> byGrowth(List<TrendingEntry> entries) {
        return entries.stream().sorted(TrendingEntry.BY_GROWTH).toList();
    }

    private ListPlace place(TrendingEntry entry) {
        return isByGrowth ? entry.placeByGrowth() : entry.place();
    }

    private List<TrendingEntry> numbered(List<TrendingEntry> entries) {
        return IntStream.range(0, entries.size())
                .mapToObj(i -> entries.get(i).withRank(part.listed() + i + 1))
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
}
