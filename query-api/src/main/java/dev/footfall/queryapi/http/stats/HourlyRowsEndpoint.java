package dev.footfall.queryapi.http.stats;

import dev.footfall.queryapi.http.QueryService;
import dev.footfall.queryapi.http.Request;
import dev.footfall.queryapi.http.RowExport;
import dev.footfall.queryapi.question.DailyRows.AllHours;
import dev.footfall.queryapi.question.DayHours;
import dev.footfall.queryapi.question.RepositoryHour;
import dev.footfall.queryapi.table.Table;
import dev.footfall.web.Reply;
import dev.footfall.web.openapi.Operation;
import java.util.List;

record HourlyRowsEndpoint(QueryService service) {
    static final Operation OPERATION = ExportChoice.described(
            Operation.get("/v1/hourly", "All hours of all repositories that the caller may see.")
                    .taking(HourlyEndpoint.INTERVAL, Zones.PARAMETER),
            HourlyEndpoint.STANDARD_DAYS,
            "One row for each repository and hour, or unit of interval by its first hour, with counted events, by"
                    + " type, repository and hour; the last seven days by default.");

    Reply answer(Request request) {
        ExportChoice choice = ExportChoice.of(request.query(), service, HourlyEndpoint.STANDARD_DAYS);
        Series series = choice.series(HourlyEndpoint.INTERVAL, request.query());
        Table<RepositoryHour> hours = series.isOf(Interval.HOUR) ? HourlyEndpoint.HOURS : HourlyEndpoint.in(series);
        var units = new SeriesUnits<>(series, RecentSeries.HOURS, SeriesUnits.table(hours));
        return Series.withGaps(service, List.of(series), reply(service, request, choice, units));
    }

    static Reply reply(QueryService service, Request request, ExportChoice choice, SeriesUnits<RepositoryHour> units) {
        return new RowExport(service)
                .reply(
                        request,
                        new AllHours(choice.range(units.series().utcDays()), request.caller()),
                        choice.format().mediaType(),
                        units.body(choice.format(), HourlyRowsEndpoint::counted));
    }

    private static List<RepositoryHour> counted(DayHours day) {
        return day.each().stream().filter(RepositoryHour::hasRequests).toList();
    }
}
