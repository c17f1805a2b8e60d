package dev.footfall.queryapi.http.stats;

import dev.footfall.queryapi.http.AnswerRenderer;
import dev.footfall.queryapi.http.Endpoint;
import dev.footfall.queryapi.http.Period;
import dev.footfall.queryapi.http.QueryParameter;
import dev.footfall.queryapi.http.QueryService;
import dev.footfall.queryapi.http.RepositoryLookup;
import dev.footfall.queryapi.http.Request;
import dev.footfall.queryapi.http.Responses;
import dev.footfall.queryapi.openapi.Operation;
import dev.footfall.queryapi.openapi.Response;
import dev.footfall.queryapi.openapi.Schema;
import dev.footfall.queryapi.question.DaysQuery;
import dev.footfall.queryapi.question.NumbersQuery;
import dev.footfall.queryapi.route.Answer;
import dev.footfall.queryapi.table.Column;
import dev.footfall.queryapi.table.Table;
import dev.footfall.web.Reply;
import java.time.LocalDate;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;

/** A repository's downloads as a badge: a picture, or what shields.io makes one from. */
final class BadgeEndpoint implements Endpoint {
    private static final String TOTAL = "total";
    private static final QueryParameter.EnumParameter PERIOD = new QueryParameter.EnumParameter(
            "period",
            "Of which days: today, the last 7, the last 30, or all.",
            Optional.of(TOTAL),
            List.of("day", "week", "month", TOTAL));

    private static final Table<Badge> BADGE = Table.<Badge>of(
                    new Column<>("schemaVersion", Schema.integer(1, 1), badge -> 1),
                    Column.text("label", Badge::label),
                    Column.text("message", Badge::message),
                    Column.text("color", badge -> Badge.COLOR),
                    new Column<>(
                            "cacheSeconds",
                            Schema.integer(Picture.FRESH_SECONDS, Picture.FRESH_SECONDS),
                            badge -> Picture.FRESH_SECONDS))
            .named("Badge");

    private static final Operation SVG = Responses.repository(
            Operation.get("/{type}s/{namespace}/{name}/stats/badge.svg", "A repository's downloads as a picture.")
                    .taking(PERIOD.described()),
            Response.of(200, "The badge.", Picture.SVG_TYPE, Schema.text()));

    /** See <a href="https://shields.io/badges/endpoint-badge">the endpoint badge of shields.io</a>. */
    private static final Operation JSON = Responses.repository(
            Operation.get(
                            "/{type}s/{namespace}/{name}/stats/badge.json",
                            "A repository's downloads for an endpoint badge of shields.io.")
                    .taking(PERIOD.described()),
            Response.of(200, "The badge.", Reply.JSON, BADGE.schema()));

    private final QueryService service;
    private final Operation operation;
    private final Function<Badge, Reply> drawing;

    private BadgeEndpoint(QueryService service, Operation operation, Function<Badge, Reply> drawing) {
        this.service = service;
        this.operation = operation;
        this.drawing = drawing;
    }

    /** {@code GET …/stats/badge.svg}. */
    static BadgeEndpoint svg(QueryService service) {
        return new BadgeEndpoint(service, SVG, badge -> Reply.of(200, Picture.SVG_TYPE, badge.svg()));
    }

    /** {@code GET …/stats/badge.json}. */
    static BadgeEndpoint json(QueryService service) {
        return new BadgeEndpoint(service, JSON, badge -> AnswerRenderer.json(BADGE, badge));
    }

    @Override
    public Operation operation() {
        return operation;
    }

    @Override
    public Reply answer(Request request) {
        String period = PERIOD.of(request.query()).orElse(TOTAL);
        Answer<Optional<Picture<Badge>>> shown = service.repositories()
                .about(
                        request,
                        seen -> downloads(seen, period).map(downloads -> {
                            String per = period.equals(TOTAL) ? "" : "/" + period;
                            return new Picture<>(Badge.ofDownloads(downloads, per), seen.isPrivate());
                        }));
        return Picture.reply(service, shown, drawing);
    }

    private Answer<Long> downloads(RepositoryLookup.Seen seen, String period) {
        LocalDate today = service.today();
        return switch (period) {
            case "day" -> downloads(seen, Period.endingAt(today, 1));
            case "week" -> downloads(seen, Period.endingAt(today, 7));
            case "month" -> downloads(seen, Period.endingAt(today, 30));
            default ->
                service.state()
                        .ask(new NumbersQuery(seen.lineage()))
                        .map(numbers -> numbers.totals().downloads());
        };
    }

    private Answer<Long> downloads(RepositoryLookup.Seen seen, Period period) {
        return service.state()
                .ask(new DaysQuery(seen.lineage(), period.start(), period.end()))
                .map(days ->
                        days.stream().mapToLong(day -> day.counts().downloads()).sum());
    }
}
