package dev.footfall.queryapi.http;

import com.fasterxml.jackson.core.JsonGenerator;
import dev.footfall.aggregator.query.RepositoryDay;
import dev.footfall.aggregator.rollup.DailyCounts;
import dev.footfall.events.RepoId;
import dev.footfall.queryapi.route.Answer;
import java.io.IOException;
import java.time.LocalDate;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** {@code GET /{type}s/{namespace}/{name}/stats/recent}: every day of a period, also those on which nothing happened. */
final class RecentRoute implements Route.Action {
    private final Asking asking;

    RecentRoute(Asking asking) {
        this.asking = asking;
    }

    @Override
    public Reply answer(Request request) {
        boolean partialAllowed = Numbers.isPartialAllowed(request.query());
        Period period = Period.of(request.query(), asking.today());
        ExtraColumns columns = ExtraColumns.of(request.query());
        Optional<RepoId> repo = asking.repository(request);
        if (repo.isEmpty()) return Problem.repoNotFound();

        Answer<Optional<List<RepositoryDay>>> days = asking.state().days(repo.get(), period.start(), period.end());
        return asking.numbers().reply(days, partialAllowed, value -> value.map(rows -> fields(rows, period, columns)));
    }

    private static Json.Fields fields(List<RepositoryDay> rows, Period period, ExtraColumns columns) {
        Map<LocalDate, RepositoryDay> byDate = new HashMap<>();
        for (RepositoryDay row : rows) byDate.put(row.date(), row);
        return json -> {
            json.writeArrayFieldStart("stats");
            for (LocalDate date = period.start(); !date.isAfter(period.end()); date = date.plusDays(1)) {
                RepositoryDay row = byDate.get(date);
                write(json, row == null ? new RepositoryDay(date, DailyCounts.ZERO, Map.of()) : row, columns);
            }
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
