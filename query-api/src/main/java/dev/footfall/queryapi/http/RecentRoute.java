package dev.footfall.queryapi.http;

import com.fasterxml.jackson.core.JsonGenerator;
import dev.footfall.aggregator.query.RepositoryDay;
import dev.footfall.aggregator.rollup.DailyCounts;
import dev.footfall.queryapi.openapi.Operation;
import dev.footfall.queryapi.openapi.Response;
import dev.footfall.queryapi.openapi.Schema;
import dev.footfall.queryapi.route.Answer;
import dev.footfall.web.Json;
import dev.footfall.web.Reply;
import java.io.IOException;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** {@code GET /{type}s/{namespace}/{name}/stats/recent}: every day of a period, also those on which nothing happened. */
final class RecentRoute implements Route.Action {
    private static final QueryParameter.Whole DAYS =
            new QueryParameter.Whole("days", "How many days, today the last; not with from and to.", 30, 1, 365);
    private static final List<String> COLUMNS = List.of("date", "downloads", "authenticated", "anonymous", "files");

    private static final Schema DAY = ExtraColumns.describedIn(Schema.object()
                    .and("date", Schema.date())
                    .and("downloads", Schema.count())
                    .and("authenticated", Schema.count())
                    .and("anonymous", Schema.count())
                    .and("files", Schema.count()))
            .named("Day");

    static final Operation OPERATION = Responses.repository(
            Operation.get("/{type}s/{namespace}/{name}/stats/recent", "A repository's days.")
                    .taking(
                            DAYS.described(),
                            Period.FROM.described(),
                            Period.TO.described(),
                            ExtraColumns.PARAMETER.described(),
                            Formats.JSON_OR_CSV.described(),
                            Numbers.PARTIAL.described()),
            Response.of(
                            200,
                            "Every day of the period, ascending.",
                            Reply.JSON,
                            Schema.object()
                                    .and("stats", Schema.list(DAY))
                                    .and("period", Shapes.PERIOD)
                                    .named("Recent"))
                    .or(Formats.CSV_TYPE, Schema.text()));

    private final Asking asking;

    RecentRoute(Asking asking) {
        this.asking = asking;
    }

    @Override
    public Reply answer(Request request) {
        QueryParameters query = request.query();
        Numbers.isPartialAllowed(query);
        boolean isCsv = Formats.isCsv(query);
        Period period = Period.of(query, asking.today(), DAYS);
        ExtraColumns columns = ExtraColumns.of(query);

        Answer<Optional<List<RepositoryDay>>> days =
                asking.about(request, seen -> asking.state().days(seen.repo(), period.start(), period.end()));
        return asking.numbers()
                .reply(
                        days,
                        found -> found.map(rows -> {
                            List<RepositoryDay> whole = filled(rows, period);
                            return isCsv ? csv(whole, columns) : Numbers.json(fields(whole, period, columns));
                        }));
    }

    private static List<RepositoryDay> filled(List<RepositoryDay> rows, Period period) {
        Map<LocalDate, RepositoryDay> byDate = new HashMap<>();
        for (RepositoryDay row : rows) byDate.put(row.date(), row);
        var days = new ArrayList<RepositoryDay>();
        for (LocalDate date = period.start(); period.contains(date); date = date.plusDays(1)) {
            RepositoryDay row = byDate.get(date);
            days.add(row == null ? new RepositoryDay(date, DailyCounts.ZERO, Map.of()) : row);
        }
        return days;
    }

    private static Reply csv(List<RepositoryDay> days, ExtraColumns columns) {
        var text = new StringBuilder(line(COLUMNS, columns.heading()));
        for (RepositoryDay day : days) {
            DailyCounts counts = day.counts();
            List<Object> cells =
                    List.of(day.date(), counts.downloads(), counts.authenticated(), counts.anonymous(), counts.files());
            text.append(line(cells, columns.cells(day)));
        }
        return Reply.of(200, Formats.CSV_TYPE, text.toString());
    }

    private static String line(List<?> always, List<Object> extra) {
        var cells = new ArrayList<Object>(always);
        cells.addAll(extra);
        return Csv.line(cells);
    }

    private static Json.Fields fields(List<RepositoryDay> days, Period period, ExtraColumns columns) {
        return json -> {
            json.writeArrayFieldStart("stats");
            for (RepositoryDay day : days) write(json, day, columns);
            json.writeEndArray();
            period.writeTo(json);
        };
    }

    private static void write(JsonGenerator json, RepositoryDay day, ExtraColumns columns) throws IOException {
        DailyCounts counts = day.counts();
        json.writeStartObject();
        json.writeStringField("date", day.date().toString());
        json.writeNumberField("downloads", counts.downloads());
        json.writeNumberField("authenticated", counts.authenticated());
        json.writeNumberField("anonymous", counts.anonymous());
        json.writeNumberField("files", counts.files());
        columns.writeTo(json, day);
        json.writeEndObject();
    }
}
