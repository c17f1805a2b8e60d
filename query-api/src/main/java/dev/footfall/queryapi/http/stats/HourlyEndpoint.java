package dev.footfall.queryapi.http.stats;

import dev.footfall.aggregator.counting.Hours;
import dev.footfall.aggregator.query.RowCursor;
import dev.footfall.aggregator.query.RowCursor.RepositoryRow;
import dev.footfall.aggregator.session.HourlyCounts;
import dev.footfall.queryapi.http.AnswerRenderer;
import dev.footfall.queryapi.http.CommonSchemas;
import dev.footfall.queryapi.http.Endpoint;
import dev.footfall.queryapi.http.GapHeader;
import dev.footfall.queryapi.http.Listing;
import dev.footfall.queryapi.http.Period;
import dev.footfall.queryapi.http.PeriodParameter;
import dev.footfall.queryapi.http.QueryService;
import dev.footfall.queryapi.http.Request;
import dev.footfall.queryapi.http.Responses;
import dev.footfall.queryapi.http.RowExport;
import dev.footfall.queryapi.http.stats.DailyEndpoint.ExportChoice;
import dev.footfall.queryapi.openapi.Operation;
import dev.footfall.queryapi.question.DailyRows.AllHours;
import dev.footfall.queryapi.question.HoursQuery;
import dev.footfall.queryapi.question.HoursQuery.RepositoryHour;
import dev.footfall.queryapi.route.Answer;
import dev.footfall.queryapi.table.Column;
import dev.footfall.queryapi.table.Table;
import dev.footfall.queryapi.table.Table.RowWriter;
import dev.footfall.queryapi.table.TableFormat;
import dev.footfall.web.Reply;
import java.io.IOException;
import java.io.OutputStream;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** {@code GET /{type}s/{namespace}/{name}/stats/hourly}: every hour of a period, also those in which nothing happened. */
record HourlyEndpoint(QueryService service) {
    static final int STANDARD_DAYS = 7;
    private static final int MAX_DAYS = 92;
    private static final PeriodParameter.OrDays PERIOD = new PeriodParameter(MAX_DAYS).orDays(STANDARD_DAYS, MAX_DAYS);

    static final Table<RepositoryHour> HOURS = Table.<RepositoryHour>of(
                    Column.time("hour", RepositoryHour::begin),
                    Column.count("downloads", hour -> hour.counts().downloads()),
                    Column.count("files", hour -> hour.counts().files()),
                    Column.count("bytes", hour -> hour.counts().bytes()))
            .named("Hour");

    private static final Listing<RepositoryHour> ANSWER = new Listing<>("stats", HOURS);

    private static final Operation OPERATION = Responses.repository(
            Operation.get("/{type}s/{namespace}/{name}/stats/hourly", "A repository's hours.")
                    .taking(PERIOD.described())
                    .taking(Listing.FORMAT.described(), AnswerRenderer.PARTIAL.described()),
            ANSWER.described(
                    "Every hour of the period, ascending; the last seven days when no others are asked for. A download"
                            + " is in the hour in which it began, a file and its bytes in the hour of its request.",
                    ANSWER.schema().named("Hourly")));

    static Endpoint of(QueryService service) {
        return Endpoint.of(OPERATION, Hours.NAME, new HourlyEndpoint(service)::answer);
    }

    private Reply answer(Request request) {
        AnswerRenderer.isPartialAllowed(request.query());
        boolean isCsv = Listing.isCsv(request.query());
        Period period = PERIOD.of(request.query(), service.today());
        GapHeader gaps = GapHeader.of(service, period);
        Answer<Optional<List<HoursQuery.Day>>> days = service.repositories()
                .about(
                        request,
                        seen -> service.state().ask(new HoursQuery(seen.lineage(), period.start(), period.end())));
        Reply reply = service.answers()
                .reply(days, found -> found.map(counted -> ANSWER.reply(rows(counted, period), period, isCsv)));
        return gaps.addTo(reply);
    }

    private static List<RepositoryHour> rows(List<HoursQuery.Day> counted, Period period) {
        Map<LocalDate, HoursQuery.Day> byDate = new HashMap<>();
        for (HoursQuery.Day day : counted) byDate.put(day.date(), day);
        List<RepositoryHour> rows = new ArrayList<>();
        for (LocalDate date = period.start(); period.contains(date); date = date.plusDays(1)) {
            HoursQuery.Day day = byDate.getOrDefault(date, new HoursQuery.Day(date, HourlyCounts.NONE));
            rows.addAll(day.each());
        }
        return rows;
    }

    /** {@code GET /v1/hourly}: all hours that the caller may read, in the order of type, repository and hour. */
    record HourlyRowsEndpoint(QueryService service) {
        private static final Table<RepositoryRow<RepositoryHour>> ROWS = Table.<RepositoryRow<RepositoryHour>>of(
                        CommonSchemas.type(RepositoryRow::repo), CommonSchemas.id(RepositoryRow::repo))
                .and(HourlyEndpoint.HOURS, RepositoryRow::day);

        private static final Operation OPERATION = ExportChoice.described(
                Operation.get("/v1/hourly", "All hours of all repositories that the caller may see."),
                "One row for each repository and UTC hour that has counted events, by type, repository and hour; the last seven"
                        + " days when no others are asked for.");

        static Endpoint of(QueryService service) {
            return Endpoint.of(OPERATION, Hours.NAME, new HourlyRowsEndpoint(service)::answer);
        }

        private Reply answer(Request request) {
            ExportChoice choice = ExportChoice.of(request.query(), service.today(), HourlyEndpoint.STANDARD_DAYS);
            GapHeader gaps = GapHeader.of(service, choice.period());
            Reply reply = new RowExport(service)
                    .reply(
                            request,
                            new AllHours(choice.range(), request.caller()),
                            choice.format().mediaType(),
                            (days, out) -> write(days, choice.format(), out));
            return gaps.addTo(reply);
        }

        private static void write(RowCursor<HoursQuery.Day> days, TableFormat format, OutputStream out)
                throws IOException {
            try (RowWriter<RepositoryRow<RepositoryHour>> writer = format.writer(ROWS, out)) {
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
