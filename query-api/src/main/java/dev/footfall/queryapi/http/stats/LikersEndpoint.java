package dev.footfall.queryapi.http.stats;

import dev.footfall.aggregator.query.Like;
import dev.footfall.queryapi.http.AnswerRenderer;
import dev.footfall.queryapi.http.CommonSchemas;
import dev.footfall.queryapi.http.Endpoint;
import dev.footfall.queryapi.http.QueryParameter;
import dev.footfall.queryapi.http.QueryService;
import dev.footfall.queryapi.http.Request;
import dev.footfall.queryapi.http.Responses;
import dev.footfall.queryapi.openapi.Operation;
import dev.footfall.queryapi.openapi.Response;
import dev.footfall.queryapi.openapi.Schema;
import dev.footfall.queryapi.question.LikersQuery;
import dev.footfall.queryapi.route.Answer;
import dev.footfall.queryapi.table.Column;
import dev.footfall.queryapi.table.Table;
import dev.footfall.web.Reply;
import java.util.List;
import java.util.Optional;

/** {@code GET /{type}s/{namespace}/{name}/likers}: the users who like a repository. */
record LikersEndpoint(QueryService service) {
    static final QueryParameter.IntParameter LIMIT =
            new QueryParameter.IntParameter("limit", "How many, the newest first.", 50, 1, 100);
    static final Column<Like> SINCE = Column.time("since", Like::since);

    private static final Table<Like> LIKERS = Table.of(
                    new Column<>("user", CommonSchemas.USER.schema(), Like::user), SINCE)
            .named("Liker");

    private static final Operation OPERATION = Responses.repository(
            Operation.get("/{type}s/{namespace}/{name}/likers", "Who likes a repository.")
                    .taking(LIMIT.described()),
            Response.of(
                    200,
                    "The newest first.",
                    Reply.JSON,
                    Schema.object().and("likers", Schema.list(LIKERS.schema())).named("Likers")));

    static Endpoint of(QueryService service) {
        return Endpoint.of(OPERATION, new LikersEndpoint(service)::answer);
    }

    private Reply answer(Request request) {
        int limit = LIMIT.of(request.query());
        Answer<Optional<List<Like>>> likers = service.repositories()
                .about(request, seen -> service.state().ask(new LikersQuery(seen.lineage(), limit)));
        return service.answers()
                .reply(
                        likers,
                        found -> found.map(
                                likes -> AnswerRenderer.json(json -> LIKERS.writeList(json, "likers", likes))));
    }
}
