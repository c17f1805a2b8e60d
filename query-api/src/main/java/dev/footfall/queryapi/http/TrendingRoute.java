package dev.footfall.queryapi.http;

import com.fasterxml.jackson.core.JsonGenerator;
import dev.footfall.aggregator.query.TrendingQuery;
import dev.footfall.aggregator.query.TrendingRow;
import dev.footfall.aggregator.rollup.RecentDownloads;
import dev.footfall.events.RepoType;
import dev.footfall.queryapi.openapi.Operation;
import dev.footfall.queryapi.openapi.Response;
import dev.footfall.queryapi.openapi.Schema;
import dev.footfall.queryapi.route.Answer;
import dev.footfall.queryapi.route.RankedRepository;
import dev.footfall.web.Json;
import dev.footfall.web.Places;
import dev.footfall.web.Reply;
import java.io.IOException;
import java.time.LocalDate;
import java.util.List;
import java.util.Optional;

/** {@code GET /trending}: the repositories with the most downloads in the days that end today, or at another day. */
final class TrendingRoute implements Route.Action {
    private static final QueryParameter.Word TYPE = new QueryParameter.Word(
            "repo_type", "Which repositories.", Optional.of(RepoType.MODEL.label()), Shapes.TYPES);
    private static final QueryParameter.Whole DAYS =
            new QueryParameter.Whole("days", "How many days are summed.", 7, 1, 90);
    private static final QueryParameter.Whole LIMIT =
            new QueryParameter.Whole("limit", "How many repositories.", 20, 1, 100);
    private static final QueryParameter.Day AT =
            new QueryParameter.Day("at", "The last of the days, today (UTC) when not given; none in the future.");
    private static final List<String> COLUMNS =
            List.of("id", "type", "downloads", "likes", "recent_downloads", "private");

    private static final Schema ROW = Schema.object()
            .and("id", Shapes.ID)
            .and("type", Shapes.TYPE)
            .and("downloads", Schema.count())
            .and("likes", Schema.count())
            .and("recent_downloads", Schema.count())
            .and("private", Schema.truth())
            .named("TrendingRepository");

    static final Operation OPERATION = Responses.numbers(
            Operation.get("/trending", "The most downloaded repositories that the caller may see.")
                    .taking(
                            TYPE.described(),
                            DAYS.described(),
                            AT.described(),
                            LIMIT.described(),
                            Formats.JSON_OR_CSV.described(),
                            Numbers.PARTIAL.described()),
            Response.of(
                            200,
                            "By recent_downloads, then likes, both descending, then by id.",
                            Reply.JSON,
                            Shapes.maybePartial(Schema.object()
                                            .and("trending", Schema.list(ROW))
                                            .and("period", Shapes.PERIOD))
                                    .named("Trending"))
                    .or(Formats.CSV_TYPE, Schema.text()));

    private final Asking asking;

    TrendingRoute(Asking asking) {
        this.asking = asking;
    }

    @Override
    public Reply answer(Request request) {
        QueryParameters query = request.query();
        boolean partialAllowed = Numbers.isPartialAllowed(query);
        boolean isCsv = Formats.isCsv(query);
        LocalDate today = asking.today();
        Period period = Period.endingAt(AT.of(query, today).orElse(today), DAYS.of(query));
        RepoType type = TYPE.of(query).flatMap(RepoType::ofLabel).orElse(RepoType.MODEL);
        var ranking = new TrendingQuery(type, period.start(), period.end(), LIMIT.of(query));

        Answer<List<RankedRepository>> answer = ask(ranking, request);
        return isCsv
                ? asking.numbers().reply(answer, rows -> Optional.of(csv(rows)))
                : asking.numbers().reply(answer, partialAllowed, rows -> fields(rows, period));
    }

    private Answer<List<RankedRepository>> ask(TrendingQuery ranking, Request request) {
        boolean isLongAgo = !ranking.from().isAfter(asking.today().minusDays(RecentDownloads.DAYS));
        if (!isLongAgo) return asking.state().trending(ranking, request.caller());
        Places.Place place = request.placeAmong(asking.shares().past());
        try (place) {
            return asking.state().trending(ranking, request.caller());
        }
    }

    private static Reply csv(List<RankedRepository> rows) {
        var text = new StringBuilder(Csv.line(COLUMNS));
        for (RankedRepository ranked : rows) {
            TrendingRow row = ranked.row();
            text.append(Csv.line(List.of(
                    row.repo().fullName(),
                    row.repo().type().label(),
                    row.downloads(),
                    row.likes(),
                    row.recentDownloads(),
                    ranked.isPrivate())));
        }
        return Reply.of(200, Formats.CSV_TYPE, text.toString());
    }

    private static Json.Fields fields(List<RankedRepository> rows, Period period) {
        return json -> {
            json.writeArrayFieldStart("trending");
            for (RankedRepository ranked : rows) write(json, ranked);
            json.writeEndArray();
            period.writeTo(json);
        };
    }

    private static void write(JsonGenerator json, RankedRepository ranked) throws IOException {
        TrendingRow row = ranked.row();
        json.writeStartObject();
        json.writeStringField("id", row.repo().fullName());
        json.writeStringField("type", row.repo().type().label());
        json.writeNumberField("downloads", row.downloads());
        json.writeNumberField("likes", row.likes());
        json.writeNumberField("recent_downloads", row.recentDownloads());
        json.writeBooleanField("private", ranked.isPrivate());
        json.writeEndObject();
    }
}
