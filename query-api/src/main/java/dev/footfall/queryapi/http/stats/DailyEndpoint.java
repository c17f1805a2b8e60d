package dev.footfall.queryapi.http.stats;

import dev.footfall.aggregator.query.RowRange;
import dev.footfall.queryapi.http.BadParameter;
import dev.footfall.queryapi.http.QueryParameter;
import dev.footfall.queryapi.http.QueryParameters;
import dev.footfall.queryapi.http.QueryService;
import dev.footfall.queryapi.http.Request;
import dev.footfall.queryapi.http.RowExport;
import dev.footfall.queryapi.question.ClassDay;
import dev.footfall.queryapi.question.DailyRows.AllClasses;
import dev.footfall.queryapi.question.DailyRows.AllRows;
import dev.footfall.queryapi.route.RepositoryRow;
import dev.footfall.queryapi.table.Table;
import dev.footfall.queryapi.table.TableFormat;
import dev.footfall.rules.ProjectionNames;
import dev.footfall.web.Reply;
import dev.footfall.web.openapi.Operation;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

record DailyEndpoint(QueryService service) {
    private static final int STANDARD_DAYS = 30;

    private static final Table<RepositoryRow<ClassDay>> ROWS = SeriesUnits.table(RecentDays.DAYS);

    private static final QueryParameter<Set<String>> FIELDS = QueryParameter.words(
            "fields",
            "Extra columns.",
            List.of(
                    RecentDays.EXCLUDED.name(),
                    RecentDays.MERGED,
                    RecentDays.BALANCES,
                    ProjectionNames.CLASSES,
                    ProjectionNames.VISITORS,
                    RecentDays.GAPS));

    private static final QueryParameter<String> INTERVAL = Interval.DAY.orElse(Interval.HOUR);

    private static final QueryParameter<Optional<String>> BY = QueryParameter.word(
            "by", "A row for each name of a day.", List.of("file", "revision", "country", "access"));

    private static final List<String> ALONE = List.of("fields", "interval", "tz");

    static final Operation OPERATION = ExportChoice.described(
            Operation.get("/v1/daily", "All days of all repositories that the caller may see.")
                    .taking(INTERVAL, Zones.PARAMETER, FIELDS, BY),
            STANDARD_DAYS,
            "One row for each repository and day, or unit of interval, with counted events, by type, repository "
                    + "and day; the last 30 days by default.");

    Reply answer(Request request) {
        ExportChoice choice = ExportChoice.of(request.query(), service, STANDARD_DAYS);
        Series series = choice.series(INTERVAL, request.query());
        series.checkHours(service.backend());
        Set<String> fields = FIELDS.of(request.query());
        RecentSeries.check(series, FIELDS, fields);
        Optional<String> by = BY.of(request.query());
        if (by.isPresent()) ALONE.forEach(name -> refuse(name, request.query()));
        Reply reply = by.isPresent()
                ? NamesEndpoint.daily(request, service, NameKind.of(by.get(), service), choice)
                : series.isByHour() ? byHour(request, choice, series) : byDay(request, choice, series, fields);
        return Series.withGaps(service, List.of(series), reply);
    }

    private static void refuse(String name, QueryParameters query) {
        query.text(name).ifPresent(value -> {
            throw new BadParameter(name, value, "not allowed with by");
        });
    }

    private Reply byDay(Request request, ExportChoice choice, Series series, Set<String> fields) {
        boolean isWithSections = ClassesParameter.areColumns(FIELDS, request.query(), service.backend());
        var columns = new HashSet<>(fields);
        columns.add(RecentDays.BYTES);
        Table<RepositoryRow<ClassDay>> table =
                RecentDays.showing(columns, ROWS, row -> row.day().date(), service);
        SeriesUnits<ClassDay> units = new SeriesUnits<>(series, RecentSeries.DAYS, table).shown();
        TableFormat format = choice.format();
        RowRange days = choice.range(choice.period());
        boolean isWithExcluded = fields.contains(RecentDays.EXCLUDED.name());
        var export = new RowExport(service);
        if (!isWithSections && !isWithExcluded) {
            var all = new AllRows(days, request.caller());
            return export.reply(request, all, format.mediaType(), units.body(format, day -> List.of(ClassDay.of(day))));
        }
        var all = new AllClasses(days, request.caller(), isWithExcluded, true);
        return export.reply(request, all, format.mediaType(), units.body(format, List::of));
    }

    private Reply byHour(Request request, ExportChoice choice, Series series) {
        var units = new SeriesUnits<>(series, RecentSeries.HOURS, SeriesUnits.table(RecentSeries.ofHours(series)));
        return HourlyRowsEndpoint.reply(service, request, choice, units.shown());
    }
}
