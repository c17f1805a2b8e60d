package dev.footfall.queryapi.http.stats;

import dev.footfall.aggregator.counts.HourCounts;
import dev.footfall.events.renames.Lineage;
import dev.footfall.queryapi.http.AnswerRenderer;
import dev.footfall.queryapi.http.BadParameter;
import dev.footfall.queryapi.http.Listing;
import dev.footfall.queryapi.http.Period;
import dev.footfall.queryapi.http.QueryParameter;
import dev.footfall.queryapi.http.QueryService;
import dev.footfall.queryapi.http.Request;
import dev.footfall.queryapi.question.ClassDay;
import dev.footfall.queryapi.question.DayHours;
import dev.footfall.queryapi.question.HoursQuery;
import dev.footfall.queryapi.question.RepositoryDay;
import dev.footfall.queryapi.question.RepositoryHour;
import dev.footfall.queryapi.route.Answer;
import dev.footfall.queryapi.table.Column;
import dev.footfall.queryapi.table.Table;
import dev.footfall.rules.ProjectionNames;
import dev.footfall.web.Json;
import dev.footfall.web.Reply;
import dev.footfall.web.openapi.Parameters;
import java.time.LocalDate;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.BiFunction;
import java.util.function.ToLongFunction;

record RecentSeries<R>(
        Table<R> table,
        UnitForm<R> form,
        ToLongFunction<R> downloads,
        BiFunction<Lineage, Period, Answer<List<R>>> ask) {
    static final Table<HourCounts> COUNTS = Table.of(
            Column.count("downloads", HourCounts::downloads),
            Column.count("files", HourCounts::files),
            Column.count("bytes", HourCounts::bytes));

    private static final QueryParameter<String> INTERVAL = Interval.DAY.orElse(Interval.HOUR);
    static final Parameters PARAMETERS = Parameters.of(INTERVAL, Zones.PARAMETER, Comparison.PARAMETER);
    private static final int MAX_DAYS_BY_HOUR = 92;

    /** Columns that units of several days have too: their values add up. */
    private static final List<String> SUMMABLE =
            List.of(RecentDays.BYTES, RecentDays.EXCLUDED.name(), RecentDays.MERGED, ProjectionNames.CLASSES);

    static final UnitForm<RepositoryHour> HOURS = new UnitForm<>(
            Interval.HOUR,
            RepositoryHour::begin,
            begin -> new RepositoryHour(begin, HourCounts.ZERO),
            (one, other) -> new RepositoryHour(one.begin(), one.counts().plus(other.counts())),
            RepositoryHour::hasRequests);

    static final UnitForm<ClassDay> DAYS = new UnitForm<>(
            Interval.DAY,
            day -> Series.begin(day.date(), ZoneOffset.UTC),
            begin -> ClassDay.of(RepositoryDay.empty(LocalDate.ofInstant(begin, ZoneOffset.UTC))),
            ClassDay::plus,
            day -> day.counts().isShown());

    static Reply reply(QueryService service, Request request) {
        ZoneId zone = Zones.of(request.query());
        LocalDate today = LocalDate.ofInstant(service.now(), zone);
        Period period = RecentDays.PERIOD.of(request.query(), today);
        var series = new Series(Interval.of(INTERVAL, request.query()), zone, period);
        boolean isTooLong = series.interval() == Interval.HOUR && period.days() > MAX_DAYS_BY_HOUR;
        if (isTooLong) throw new BadParameter(INTERVAL.name(), "hour", "day or longer of more than 92 days");
        var asked = new Asked(series, Comparison.of(request.query(), series, today), Listing.isCsv(request.query()));
        Set<String> fields = RecentDays.FIELDS.of(request.query());
        return series.isByHour()
                ? byHour(series, fields, service).reply(asked, request, service)
                : byDay(series, fields, service, request).reply(asked, request, service);
    }

    private static RecentSeries<RepositoryHour> byHour(Series series, Set<String> fields, QueryService service) {
        series.checkHours(service.backend());
        check(series, RecentDays.FIELDS, fields);
        return new RecentSeries<>(
                ofHours(series),
                HOURS,
                hour -> hour.counts().downloads(),
                (repo, period) -> service.ask(new HoursQuery(repo, period.start(), period.end()))
                        .map(DayHours::each));
    }

    static Table<RepositoryHour> ofHours(Series series) {
        return Table.<RepositoryHour>of(Column.date("date", hour -> series.date(hour.begin())))
                .and(COUNTS, RepositoryHour::counts);
    }

    private static RecentSeries<ClassDay> byDay(
            Series series, Set<String> fields, QueryService service, Request request) {
        check(series, RecentDays.FIELDS, fields);
        boolean isWithSections = ClassesParameter.areColumns(RecentDays.FIELDS, request.query(), service.backend());
        return new RecentSeries<>(
                RecentDays.showing(fields, RecentDays.DAYS, ClassDay::date, service),
                DAYS,
                day -> day.counts().downloads(),
                (repo, period) -> RecentDays.ask(service, repo, period, isWithSections));
    }

    /** @throws BadParameter if one is counted by UTC day alone */
    static void check(Series series, QueryParameter<Set<String>> parameter, Set<String> fields) {
        boolean isOfDays = !series.isByHour();
        if (isOfDays && series.interval() == Interval.DAY) return;
        List<String> allowed = isOfDays ? SUMMABLE : List.of(RecentDays.BYTES);
        if (allowed.containsAll(fields)) return;
        String words = String.join(", ", allowed) + ": others are counted by UTC day alone";
        throw new BadParameter(parameter.name(), String.join(",", fields), words);
    }

    private record Asked(Series series, Optional<Comparison> comparison, boolean isCsv) {
        /** The one that begins first comes first, the one that ends last last. */
        List<Series> all() {
            return comparison
                    .map(it -> List.of(it.before(), it.current(), series))
                    .orElse(List.of(series));
        }
    }

    private Reply reply(Asked asked, Request request, QueryService service) {
        List<Series> all = asked.all();
        var days =
                new Period(all.get(0).utcDays().start(), asked.series.utcDays().end());
        return Series.withGaps(
                service,
                all,
                service.reply(request, seen -> ask.apply(seen.lineage(), days), rows -> reply(rows, asked)));
    }

    private Reply reply(List<R> rows, Asked asked) {
        if (asked.isCsv) return listing(asked.series).csv(asked.series.sums(rows, form));
        return AnswerRenderer.json(json -> {
            fields(rows, asked.series).writeTo(json);
            if (asked.comparison.isEmpty()) return;
            json.writeFieldName(Comparison.PARAMETER.name());
            asked.comparison.get().writeTo(json, series -> sum(rows, series), series -> fields(rows, series));
        });
    }

    private long sum(List<R> rows, Series series) {
        return series.sums(rows, form).stream().mapToLong(downloads).sum();
    }

    private Listing<R> listing(Series series) {
        return new Listing<>("stats", series.shown(table, form.begin()));
    }

    private Json.Fields fields(List<R> rows, Series series) {
        return listing(series).fields(series.sums(rows, form), series.period());
    }
}
