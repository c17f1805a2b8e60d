package dev.footfall.queryapi.http.stats;

import dev.footfall.aggregator.counting.Hours;
import dev.footfall.aggregator.query.RowCursor;
import dev.footfall.aggregator.query.RowCursor.RepositoryRow;
import dev.footfall.queryapi.http.AnswerRenderer;
import dev.footfall.queryapi.http.CommonSchemas;
import dev.footfall.queryapi.http.Endpoint;
import dev.footfall.queryapi.http.GapHeader;
import dev.footfall.queryapi.http.Listing;
import dev.footfall.queryapi.http.Period;
import dev.footfall.queryapi.http.PeriodParameter;
import dev.footfall.queryapi.http.QueryParameter.EnumParameter;
import dev.footfall.queryapi.http.QueryService;
import dev.footfall.queryapi.http.Request;
import dev.footfall.queryapi.http.Responses;
import dev.footfall.queryapi.http.RowExport;
import dev.footfall.queryapi.http.stats.DailyEndpoint.ExportChoice;
import dev.footfall.queryapi.http.stats.UnitWriter.Units;
import dev.footfall.queryapi.openapi.Operation;
import dev.footfall.queryapi.openapi.Schema;
import dev.footfall.queryapi.question.DailyRows.AllHours;
import dev.footfall.queryapi.question.HoursQuery;
import dev.footfall.queryapi.question.HoursQuery.RepositoryHour;
import dev.footfall.queryapi.route.Answer;
import dev.footfall.queryapi.table.Column;
import dev.footfall.queryapi.table.Table;
import dev.footfall.queryapi.table.Table.RowWriter;
import dev.footfall.web.Reply;
import java.io.IOException;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.List;
import java.util.Optional;

/** {@code GET /{type}s/{namespace}/{name}/stats/hourly}: every hour of a period, also those in which nothing happened. */
record HourlyEndpoint(QueryService service) {
    static final int STANDARD_DAYS = 7;
    private static final int MAX_DAYS = 92;
    private static final PeriodParameter.OrDays PERIOD = new PeriodParameter(MAX_DAYS).orDays(STANDARD_DAYS, MAX_DAYS);

    private static final EnumParameter INTERVAL = Interval.HOUR.orElse(Interval.HOUR);

    private static final Table<RepositoryHour> COUNTS = Table.of(
            Column.count("downloads", hour -> hour.counts().downloads()),
            Column.count("files", hour -> hour.counts().files()),
            Column.count("bytes", hour -> hour.counts().bytes()));
    private static final Table<RepositoryHour> HOURS = Table.<RepositoryHour>of(
                    Column.time("hour", RepositoryHour::begin))
            .and(COUNTS, hour -> hour)
            .named("Hour");

    private static final Listing<RepositoryHour> ANSWER = new Listing<>("stats", HOURS);

    private static final Operation OPERATION = Responses.repository(
            Operation.get("/{type}s/{namespace}/{name}/stats/hourly", "A repository's hours.")
                    .taking(PERIOD.described())
                    .taking(INTERVAL.described(), Zones.PARAMETER.described())
                    .taking(Listing.FORMAT.described(), AnswerRenderer.PARTIAL.described()),
            ANSWER.described(
                    "Every hour of the period, or unit of interval by its first hour, ascending; the last seven days when no"
                            + " others are asked for. A download is in the hour in which it began, a file and its bytes in the"
                            + " hour of its request.",
                    ANSWER.schema().named("Hourly")));

    static Endpoint of(QueryService service) {
        return Endpoint.of(OPERATION, Hours.NAME, new HourlyEndpoint(service)::answer);
    }

    private Reply answer(Request request) {
        AnswerRenderer.isPartialAllowed(request.query());
        boolean isCsv = Listing.isCsv(request.query());
        ZoneId zone = Zones.of(request.query());
        Period period = PERIOD.of(request.query(), LocalDate.ofInstant(service.now(), zone));
        var series = new Series(Interval.of(INTERVAL, request.query()), zone, period);
        Period days = series.utcDays();
        GapHeader gaps = GapHeader.of(service, days);
        var listing = new Listing<>(ANSWER.field(), in(series));
        Answer<Optional<List<HoursQuery.Day>>> counted = service.repositories()
                .about(request, seen -> service.state().ask(new HoursQuery(seen.lineage(), days.start(), days.end())));
        Reply reply = service.answers()
                .reply(
                        counted,
                        found -> found.map(
                                rows -> listing.reply(series.sums(hours(rows), RecentSeries.HOURS), period, isCsv)));
        return gaps.addTo(reply);
    }

    private static List<RepositoryHour> hours(List<HoursQuery.Day> counted) {
        return counted.stream().flatMap(day -> day.each().stream()).toList();
    }

    /** The columns of hours, in the zone of a series. */
    private static Table<RepositoryHour> in(Series series) {
        return Table.<RepositoryHour>of(new Column<>("hour", Schema.time(), hour -> series.local(hour.begin())))
                .and(COUNTS, hour -> hour);
    }

    /** {@code GET /v1/hourly}: all hours that the caller may read, in the order of type, repository and hour. */
    record HourlyRowsEndpoint(QueryService service) {
        private static final Operation OPERATION = ExportChoice.described(
                Operation.get("/v1/hourly", "All hours of all repositories that the caller may see.")
                        .taking(INTERVAL.described(), Zones.PARAMETER.described()),
                "One row for each repository and hour, or unit of interval by its first hour, that has counted events, by"
                        + " type, repository and hour; the last seven days when no others are asked for.");

        static Endpoint of(QueryService service) {
            return Endpoint.of(OPERATION, Hours.NAME, new HourlyRowsEndpoint(service)::answer);
        }

        private Reply answer(Request request) {
            ExportChoice choice = ExportChoice.of(request.query(), service, HourlyEndpoint.STANDARD_DAYS);
            Series series = choice.series(INTERVAL, request.query());
            Table<RepositoryRow<RepositoryHour>> table = Table.<RepositoryRow<RepositoryHour>>of(
                            CommonSchemas.type(RepositoryRow::repo), CommonSchemas.id(RepositoryRow::repo))
                    .and(series.isOf(Interval.HOUR) ? HOURS : in(series), RepositoryRow::day);
            GapHeader gaps = GapHeader.of(service, series.utcDays());
            var units = new Units<>(series, RecentSeries.HOURS, table);
            return gaps.addTo(reply(service, request, choice.of(series), units));
        }

        /** The reply whose rows are the units of a series by hour. */
        static Reply reply(QueryService service, Request request, ExportChoice choice, Units<RepositoryHour> units) {
            return new RowExport(service)
                    .reply(
                            request,
                            new AllHours(choice.range(), request.caller()),
                            choice.format().mediaType(),
                            (days, out) -> write(days, units.writer(choice.format(), out)));
        }

        private static void write(RowCursor<HoursQuery.Day> days, RowWriter<RepositoryRow<RepositoryHour>> opened)
                throws IOException {
            try (RowWriter<RepositoryRow<RepositoryHour>> writer = opened) {
                while (days.hasNext()) write(days.next(), writer);
            }
        }

        private static void write(RepositoryRow<HoursQuery.Day> row, RowWriter<RepositoryRow<RepositoryHour>> writer)
                throws IOException {
            for (RepositoryHour hour : row.day().each()) {
                if (hour.hasFiles()) writer.write(new RepositoryRow<>(row.repo(), hour));
            }
        }
    }
}
