package dev.footfall.queryapi.http.stats;

import dev.footfall.queryapi.http.AnswerRenderer;
import dev.footfall.queryapi.http.Listing;
import dev.footfall.queryapi.http.Period;
import dev.footfall.queryapi.http.PeriodParameter;
import dev.footfall.queryapi.http.QueryParameter;
import dev.footfall.queryapi.http.QueryService;
import dev.footfall.queryapi.http.Request;
import dev.footfall.queryapi.http.Responses;
import dev.footfall.queryapi.question.DayHours;
import dev.footfall.queryapi.question.HoursQuery;
import dev.footfall.queryapi.question.RepositoryHour;
import dev.footfall.queryapi.table.Column;
import dev.footfall.queryapi.table.Table;
import dev.footfall.web.Reply;
import dev.footfall.web.openapi.Operation;
import dev.footfall.web.openapi.Schema;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.List;

record HourlyEndpoint(QueryService service) {
    static final int STANDARD_DAYS = 7;
    private static final int MAX_DAYS = 92;
    private static final PeriodParameter PERIOD = PeriodParameter.of(STANDARD_DAYS, MAX_DAYS, MAX_DAYS);

    static final QueryParameter<String> INTERVAL = Interval.HOUR.orElse(Interval.HOUR);

    static final Table<RepositoryHour> HOURS = Table.<RepositoryHour>of(Column.time("hour", RepositoryHour::begin))
            .and(RecentSeries.COUNTS, RepositoryHour::counts)
            .named("Hour");

    private static final Listing<RepositoryHour> ANSWER = new Listing<>("stats", HOURS);

    static final Operation OPERATION = Responses.repository(
            Operation.get("/{type}s/{namespace}/{name}/stats/hourly", "A repository's hours.")
                    .taking(PERIOD, INTERVAL, Zones.PARAMETER, Listing.FORMAT, AnswerRenderer.PARTIAL),
            ANSWER.described(
                    "Every hour of the period, or unit of interval by its first hour, ascending; the last seven days "
                            + "by default. A download belongs to the hour in which it began, a file and its bytes to "
                            + "the hour of the request.",
                    ANSWER.schema().named("Hourly")));

    Reply answer(Request request) {
        AnswerRenderer.isPartialAllowed(request.query());
        boolean isCsv = Listing.isCsv(request.query());
        ZoneId zone = Zones.of(request.query());
        Period period = PERIOD.of(request.query(), LocalDate.ofInstant(service.now(), zone));
        var series = new Series(Interval.of(INTERVAL, request.query()), zone, period);
        Period days = series.utcDays();
        var listing = new Listing<>(ANSWER.field(), in(series));
        return Series.withGaps(
                service,
                List.of(series),
                service.reply(
                        request,
                        seen -> service.ask(new HoursQuery(seen.lineage(), days.start(), days.end())),
                        rows -> listing.reply(series.sums(DayHours.each(rows), RecentSeries.HOURS), period, isCsv)));
    }

    static Table<RepositoryHour> in(Series series) {
        return Table.<RepositoryHour>of(new Column<>("hour", Schema.time(), hour -> series.local(hour.begin())))
                .and(RecentSeries.COUNTS, RepositoryHour::counts);
    }
}
