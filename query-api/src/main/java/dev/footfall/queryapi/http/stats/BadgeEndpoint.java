package dev.footfall.queryapi.http.stats;

import dev.footfall.queryapi.http.AnswerRenderer;
import dev.footfall.queryapi.http.CommonSchemas;
import dev.footfall.queryapi.http.Endpoint;
import dev.footfall.queryapi.http.Period;
import dev.footfall.queryapi.http.QueryParameter;
import dev.footfall.queryapi.http.QueryParameters;
import dev.footfall.queryapi.http.QueryService;
import dev.footfall.queryapi.http.RepositoryLookup;
import dev.footfall.queryapi.http.Request;
import dev.footfall.queryapi.http.Responses;
import dev.footfall.queryapi.question.DaysQuery;
import dev.footfall.queryapi.question.RepositoryDay;
import dev.footfall.queryapi.table.Column;
import dev.footfall.queryapi.table.Table;
import dev.footfall.web.Reply;
import dev.footfall.web.openapi.Operation;
import dev.footfall.web.openapi.Response;
import dev.footfall.web.openapi.Schema;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;

/** A repository's downloads as a badge: a picture, or what shields.io makes one from. */
record BadgeEndpoint(QueryService service) {
    private static final String TOTAL = "total";
    private static final QueryParameter<String> PERIOD = QueryParameter.word(
            "period",
            "The days: today, the last 7, the last 30, or all.",
            TOTAL,
            List.of("day", "week", "month", TOTAL));
    private static final QueryParameter<Optional<String>> LABEL = QueryParameter.text("label", "The left text.", 64);
    private static final QueryParameter<Optional<String>> COLOR = QueryParameter.checked(
            "color",
            "The right side's colour: a name of shields.io, or 3 or 6 hexadecimal digits.",
            Schema.text()
                    .with("pattern", "^(" + String.join("|", Badge.COLOR_NAMES) + "|[0-9a-fA-F]{3}|[0-9a-fA-F]{6})$")
                    .with("default", "blue")
                    .with("example", "brightgreen"),
            text -> Badge.COLOR_NAMES.contains(text) || text.matches("[0-9a-fA-F]{3}|[0-9a-fA-F]{6}"),
            String.join(", ", Badge.COLOR_NAMES) + ", or 3 or 6 hexadecimal digits");
    private static final QueryParameter<String> STYLE =
            QueryParameter.word("style", "The form of the picture.", "flat", List.of("flat", "flat-square"));

    private static final Table<Badge> BADGE = Table.<Badge>of(
                    new Column<>("schemaVersion", Schema.integer(1, 1), badge -> 1),
                    Column.text("label", Badge::label),
                    Column.text("message", Badge::message),
                    Column.text("color", Badge::color),
                    new Column<>(
                            "cacheSeconds",
                            Schema.integer(Svg.FRESH_SECONDS, Svg.FRESH_SECONDS),
                            badge -> Svg.FRESH_SECONDS))
            .named("Badge");

    private static final Operation SVG = Responses.numbers(
                    Operation.get("/{type}s/{namespace}/{name}/stats/badge.svg", "A badge of a repository's downloads.")
                            .taking(CommonSchemas.REPOSITORY, PERIOD, LABEL, COLOR, STYLE),
                    Response.of(200, "A badge in the style of shields.io.", Svg.TYPE, Schema.text()))
            .answering(
                    Responses.MOVED,
                    Response.of(404, "A grey badge: unknown, or not visible to this caller.", Svg.TYPE, Schema.text())
                            .with(Responses.ERROR));

    /** See <a href="https://shields.io/badges/endpoint-badge">the endpoint badge of shields.io</a>. */
    private static final Operation JSON = Responses.repository(
            Operation.get(
                            "/{type}s/{namespace}/{name}/stats/badge.json",
                            "A repository's downloads for an endpoint badge of shields.io.")
                    .taking(PERIOD, LABEL, COLOR),
            Response.json("The badge's text.", BADGE.schema()));

    static Endpoint svg(QueryService service) {
        return Endpoint.of(SVG, new BadgeEndpoint(service)::drawn);
    }

    static Endpoint json(QueryService service) {
        var json = new BadgeEndpoint(service);
        return Endpoint.of(JSON, request -> json.reply(request, badge -> AnswerRenderer.json(BADGE, badge)));
    }

    /** Browsers draw a picture whatever the status is, so one that is not found can say so to both. */
    private Reply drawn(Request request) {
        int radius = STYLE.of(request.query()).equals("flat") ? 3 : 0;
        Reply reply = reply(request, badge -> Svg.reply(badge.svg(radius)));
        if (reply.status() != 404) return reply;
        Badge notFound = new Badge(label(request.query()), "not found", "lightgrey");
        return reply.withBody(notFound.svg(radius).getBytes(StandardCharsets.UTF_8))
                .with("Content-Type", Svg.TYPE);
    }

    private Reply reply(Request request, Function<Badge, Reply> drawing) {
        String name = PERIOD.of(request.query());
        String label = label(request.query());
        String color = COLOR.of(request.query()).orElse("blue");
        RepositoryLookup repositories = service.repositories();
        if (name.equals(TOTAL)) {
            var totals = repositories
                    .repository(request)
                    .map(found ->
                            found.map(seen -> new ShownValue<>(seen.numbers().downloads(), seen.isPrivate())));
            return ShownValue.reply(service, totals, sum -> drawing.apply(new Badge(label, Badge.rounded(sum), color)));
        }
        Period period = Period.endingAt(service.today(), name.equals("day") ? 1 : name.equals("week") ? 7 : 30);
        var sums = repositories.about(
                request,
                seen -> service.ask(new DaysQuery(seen.lineage(), period.start(), period.end(), true))
                        .map(days -> new ShownValue<>(downloads(days), seen.isPrivate())));
        return service.withGaps(
                period,
                ShownValue.reply(
                        service, sums, sum -> drawing.apply(new Badge(label, Badge.rounded(sum) + "/" + name, color))));
    }

    private static String label(QueryParameters query) {
        return LABEL.of(query).orElse("downloads");
    }

    private static long downloads(List<RepositoryDay> days) {
        return days.stream().mapToLong(RepositoryDay::downloads).sum();
    }
}
