package dev.footfall.queryapi.http.stats;

import dev.footfall.queryapi.http.CommonSchemas;
import dev.footfall.queryapi.http.QueryParameter.IntParameter;
import dev.footfall.queryapi.http.QueryService;
import dev.footfall.queryapi.http.Request;
import dev.footfall.queryapi.http.Responses;
import dev.footfall.queryapi.openapi.Operation;
import dev.footfall.queryapi.openapi.Response;
import dev.footfall.queryapi.openapi.Schema;
import dev.footfall.web.Reply;

/**
 * {@code GET /embed/{type}s/{namespace}/{name}}: a page with a repository's chart, for pages of the origins that
 * {@code query.embed-origins} names. It is the same for what is unknown: the chart in it asks, as anybody does.
 */
record EmbedEndpoint(QueryService service) {
    private static final String TYPE = "text/html;charset=utf-8";
    private static final IntParameter DAYS = new IntParameter("days", "How many days, today the last.", 30, 1, 365);

    static final Operation OPERATION = Responses.tagged(
                    Operation.get("/embed/{type}s/{namespace}/{name}", "A repository's chart as a page to frame.")
                            .taking(CommonSchemas.REPOSITORY, DAYS, Svg.THEME, Svg.TITLE),
                    Response.of(200, "The page; pages of query.embed-origins may frame it.", TYPE, Schema.text()))
            .answering(Responses.BAD_PARAMETER);

    private static final String PAGE = Svg.resource("embed.html");

    Reply answer(Request request) {
        String theme = Svg.THEME.of(request.query()).orElseThrow();
        String page = PAGE.formatted(
                theme.equals("auto") ? "light dark" : theme,
                request.segment(1),
                Svg.escaped(request.segment(2)),
                Svg.escaped(request.segment(3)),
                DAYS.of(request.query()),
                theme,
                Svg.escaped(Svg.TITLE.of(request.query()).orElse("")));
        String policy =
                "default-src 'none'; script-src 'self'; connect-src 'self'; base-uri 'none'; form-action 'none';"
                        + " frame-ancestors " + service.config().frameAncestors();
        return Reply.of(200, TYPE, page).withEntityTag().with("Content-Security-Policy", policy);
    }
}
