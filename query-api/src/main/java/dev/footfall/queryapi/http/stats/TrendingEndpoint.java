package dev.footfall.queryapi.http.stats;

import dev.footfall.aggregator.counting.Projections;
import dev.footfall.aggregator.query.RepositoryDay;
import dev.footfall.aggregator.query.TrendingQuery;
import dev.footfall.aggregator.session.RepositoryTotals.RecentDownloads;
import dev.footfall.events.RepoId;
import dev.footfall.events.RepoType;
import dev.footfall.queryapi.http.AnswerRenderer;
import dev.footfall.queryapi.http.CommonSchemas;
import dev.footfall.queryapi.http.Endpoint;
import dev.footfall.queryapi.http.Listing;
import dev.footfall.queryapi.http.Period;
import dev.footfall.queryapi.http.QueryParameter;
import dev.footfall.queryapi.http.QueryParameters;
import dev.footfall.queryapi.http.QueryService;
import dev.footfall.queryapi.http.Request;
import dev.footfall.queryapi.http.Responses;
import dev.footfall.queryapi.http.stats.Breakdown.ClassesParameter;
import dev.footfall.queryapi.openapi.Operation;
import dev.footfall.queryapi.openapi.Parameter;
import dev.footfall.queryapi.openapi.Schema;
import dev.footfall.queryapi.question.ClassDay;
import dev.footfall.queryapi.question.RankingQuery.RankedRepository;
import dev.footfall.queryapi.question.RepositoriesQuery.CompositionQuery.Composition;
import dev.footfall.queryapi.route.Answer;
import dev.footfall.queryapi.table.Column;
import dev.footfall.queryapi.table.Table;
import dev.footfall.web.Json;
import dev.footfall.web.Reply;
import java.time.LocalDate;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

record TrendingEndpoint(QueryService service, ClassesParameter classes) {
    private static final String GROWTH = "growth";
    private static final QueryParameter<String> TYPE =
            QueryParameter.word("repo_type", "Which repositories.", RepoType.MODEL.label(), CommonSchemas.TYPES);
    private static final QueryParameter<Integer> DAYS =
            QueryParameter.integer("days", "How many days are summed.", 7, 1, 90);
    private static final QueryParameter<Integer> LIMIT =
            QueryParameter.integer("limit", "How many repositories.", 20, 1, TrendingEntry.MOST);
    private static final Parameter AT = new Parameter(
            "at",
            Parameter.Place.QUERY,
            "The last of the days, today (UTC) when not given; none in the future.",
            Schema.date());
    private static final QueryParameter<String> SORT = QueryParameter.word(
            "sort",
            "The order: by recent_downloads; or the 100 with the most of them by finished_downloads / previous_finished_downloads,"
                    + " those without previous ones first.",
            "downloads",
            List.of("downloads", GROWTH));
    private static final QueryParameter<Set<String>> FIELDS =
            QueryParameter.words("fields", "Extra columns.", ComparedDays.TABLE.onRequest());
    private static final QueryParameter<Boolean> EXPLAIN = QueryParameter.bool(
            "explain",
            "Adds the numbers that explain each rank, all columns but series; to an empty ranking the last day with downloads.",
            false);
    private static final String LAST_DAY = "last_day";
    private static final Listing<TrendingEntry> ANSWER = new Listing<>("trending", TrendingEntry.TABLE);

    private static final Operation PARAMETERS = Operation.get(
                    "/trending", "The most downloaded repositories that the caller may see.")
            .taking(TYPE, DAYS, AT, LIMIT, SORT, FIELDS, EXPLAIN, Listing.FORMAT, AnswerRenderer.PARTIAL);

    static Endpoint of(QueryService service) {
        var classes = ClassesParameter.of(
                "The classes of clients whose downloads are ranked, and are recent_downloads; all downloads when not given.",
                service.backend().classes());
        Operation operation = Responses.numbers(
                classes.describedIn(PARAMETERS),
                ANSWER.described(
                        "By recent_downloads, then likes, both descending, then by id.",
                        CommonSchemas.maybePartial(ANSWER.schema().maybe(LAST_DAY, Schema.date()))
                                .named("Trending")));
        return Endpoint.of(operation, new TrendingEndpoint(service, classes)::answer);
    }

    private Reply answer(Request request) {
        QueryParameters query = request.query();
        boolean partialAllowed = AnswerRenderer.isPartialAllowed(query);
        boolean isCsv = Listing.isCsv(query);
        LocalDate today = service.today();
        Period period = Period.endingAt(query.day(AT.name(), today).orElse(today), DAYS.of(query));
        RepoType type = RepoType.ofLabel(TYPE.of(query)).orElseThrow();
        var ranking = new TrendingQuery(type, period.start(), period.end(), classes.of(query), LIMIT.of(query));

        boolean isByGrowth = SORT.of(query).equals(GROWTH);
        Set<String> columns = columns(query);
        boolean hasPrevious = isByGrowth || columns.stream().anyMatch(column -> column.startsWith("previous"));
        boolean hasFinished = isByGrowth || columns.stream().anyMatch(column -> column.contains("finished"));
        int earlier = (hasPrevious ? DAYS.of(query) : 0)
                + (hasFinished && period.end().equals(today) ? 1 : 0);

        var wanted = new TrendingRanking(service, ranking, request.caller(), isByGrowth, List.copyOf(columns));
        Answer<List<TrendingEntry>> answer = ask(wanted, request);
        var listing = new Listing<>(ANSWER.field(), ANSWER.table().showing(columns));
        Reply reply = isCsv
                ? service.reply(answer, listing::csv)
                : service.answers()
                        .reply(
                                answer,
                                partialAllowed,
                                rows -> rows.isEmpty() && EXPLAIN.of(query) && answer instanceof Answer.Complete
                                        ? nothing(
                                                listing,
                                                period,
                                                request.with(service.shares().past(), wanted::lastDay))
                                        : listing.fields(rows, period));
        return service.withGaps(new Period(period.start().minusDays(earlier), period.end()), reply);
    }

    private Set<String> columns(QueryParameters query) {
        Set<String> columns = new HashSet<>(FIELDS.of(query));
        if (EXPLAIN.of(query)) {
            columns.addAll(ANSWER.table().onRequest());
            if (!service.backend().projections().has(Projections.CLASSES)) columns.remove(Projections.CLASSES);
            if (!FIELDS.of(query).contains(ComparedDays.SERIES)) columns.remove(ComparedDays.SERIES);
        }
        return columns;
    }

    private static Json.Fields nothing(Listing<TrendingEntry> listing, Period period, Optional<LocalDate> lastDay) {
        return json -> {
            listing.fields(List.of(), period).writeTo(json);
            if (lastDay.isPresent())
                json.writeStringField(LAST_DAY, lastDay.get().toString());
        };
    }

    private Answer<List<TrendingEntry>> ask(TrendingRanking ranking, Request request) {
        TrendingQuery query = ranking.query();
        boolean isLongAgo = !query.from().isAfter(service.today().minusDays(RecentDownloads.DAYS));
        boolean isOnHeap = !isLongAgo && query.classes().isEmpty();
        return isOnHeap ? ranking.ask() : request.with(service.shares().past(), ranking::ask);
    }

    /**
     * A repository in a ranking. {@code days}: its downloads of each day, of the period and of those before;
     * {@code makeup}: the parts of its numbers in the period, as one day.
     */
    record TrendingEntry(RankedRepository ranked, int rank, ComparedDays days, ClassDay makeup) {
        static final String RANK = "rank";
        static final String EXCLUDED = RecentEndpoint.EXCLUDED.name();

        static final int MOST = 100;

        static final Table<TrendingEntry> TABLE = Table.<TrendingEntry>of(
                        CommonSchemas.id(TrendingEntry::repo),
                        CommonSchemas.type(TrendingEntry::repo),
                        Column.count("downloads", entry -> entry.ranked.row().downloads()),
                        Column.count("likes", entry -> entry.ranked.row().likes()),
                        Column.count(
                                "recent_downloads", entry -> entry.ranked.row().recentDownloads()),
                        Column.bool("private", entry -> entry.ranked.isPrivate()))
                .andOnRequest(new Column<>(RANK, Schema.integer(1, MOST), TrendingEntry::rank))
                .and(ComparedDays.TABLE, TrendingEntry::days)
                .andOnRequest(
                        Column.count(
                                "authenticated", entry -> entry.day().counts().authenticated()),
                        Column.count("anonymous", entry -> entry.day().counts().anonymous()),
                        Column.count("files", entry -> entry.day().counts().files()),
                        RecentEndpoint.EXCLUDED.of(TrendingEntry::day),
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

    /**
     * Growth compares finished days alone: as many as the period has, up to its end or yesterday, with as many just before
     * them.
     *
     * @param downloads of each day up to the period's end, ascending
     * @param unfinished the number of its days that are not over: 1 if it ends today, else 0
     */
    record ComparedDays(List<Long> downloads, int length, int unfinished) {
        static final String SERIES = "series";
        static final ComparedDays NONE = new ComparedDays(List.of(), 0, 0);
        static final Table<ComparedDays> TABLE = Table.<ComparedDays>of()
                .andOnRequest(
                        Column.count("previous_downloads", days -> days.sum(1, 0)),
                        Column.count("finished_downloads", days -> days.sum(0, days.unfinished)),
                        Column.count("previous_finished_downloads", days -> days.sum(1, days.unfinished)),
                        Column.counts(SERIES, days -> days.days(0, 0)));

        ComparedDays {
            downloads = List.copyOf(downloads);
        }

        /** Downloads of the finished days divided by those of as many before them; infinite if those are 0. */
        double growth() {
            long previous = sum(1, unfinished);
            return previous == 0 ? Double.POSITIVE_INFINITY : (double) sum(0, unfinished) / previous;
        }

        private long sum(int periodsBack, int daysBack) {
            return days(periodsBack, daysBack).stream()
                    .mapToLong(Long::longValue)
                    .sum();
        }

        private List<Long> days(int periodsBack, int daysBack) {
            int end = downloads.size() - daysBack - periodsBack * length;
            return downloads.subList(end - length, end);
        }
    }
}
