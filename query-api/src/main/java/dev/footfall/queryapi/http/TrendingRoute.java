package dev.footfall.queryapi.http;

import com.fasterxml.jackson.core.JsonGenerator;
import dev.footfall.aggregator.query.TrendingQuery;
import dev.footfall.aggregator.query.TrendingRow;
import dev.footfall.events.RepoType;
import dev.footfall.queryapi.route.Answer;
import java.io.IOException;
import java.time.LocalDate;
import java.util.List;
import java.util.Optional;

/** {@code GET /trending}: the repositories with the most downloads in the days that end today, or at another day. */
final class TrendingRoute implements Route.Action {
    private final Asking asking;

    TrendingRoute(Asking asking) {
        this.asking = asking;
    }

    @Override
    public Reply answer(Request request) {
        QueryParameters query = request.query();
        boolean partialAllowed = Numbers.isPartialAllowed(query);
        LocalDate today = asking.today();
        Period period = Period.endingAt(query.day("at", today).orElse(today), query.integer("days", 7, 1, 90));
        var ranking = new TrendingQuery(type(query), period.start(), period.end(), query.integer("limit", 20, 1, 100));

        Answer<List<TrendingRow>> answer =
                asking.state().trending(ranking, repo -> asking.visibility().isVisible(repo, request.caller()));
        return asking.numbers().reply(answer, partialAllowed, rows -> Optional.of(fields(rows, period)));
    }

    private static RepoType type(QueryParameters query) {
        String label = query.text("repo_type").orElse(RepoType.MODEL.label());
        return RepoType.ofLabel(label)
                .orElseThrow(() -> new BadParameter("repo_type", label, "model, dataset or space"));
    }

    private static Json.Fields fields(List<TrendingRow> rows, Period period) {
        return json -> {
            json.writeArrayFieldStart("trending");
            for (TrendingRow row : rows) write(json, row);
            json.writeEndArray();
            period.writeTo(json);
        };
    }

    private static void write(JsonGenerator json, TrendingRow row) throws IOException {
        json.writeStartObject();
        json.writeStringField("id", row.repo().fullName());
        json.writeStringField("type", row.repo().type().label());
        json.writeNumberField("downloads", row.downloads());
        json.writeNumberField("likes", row.likes());
        json.writeNumberField("recent_downloads", row.recentDownloads());
        json.writeBooleanField("private", false);
        json.writeEndObject();
    }
}
