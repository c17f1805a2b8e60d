package dev.footfall.queryapi.http.stats;

import dev.footfall.aggregator.query.Like;
import dev.footfall.events.LikeEvent;
import dev.footfall.queryapi.http.AnswerRenderer;
import dev.footfall.queryapi.http.CommonSchemas;
import dev.footfall.queryapi.http.Endpoint;
import dev.footfall.queryapi.http.Problem;
import dev.footfall.queryapi.http.QueryService;
import dev.footfall.queryapi.http.Request;
import dev.footfall.queryapi.http.Responses;
import dev.footfall.queryapi.openapi.Operation;
import dev.footfall.queryapi.openapi.Response;
import dev.footfall.queryapi.openapi.Schema;
import dev.footfall.queryapi.question.LikedByQuery;
import dev.footfall.queryapi.route.Answer;
import dev.footfall.queryapi.table.Table;
import dev.footfall.web.Reply;
import java.util.List;

/** {@code GET /users/{user}/likes}: the repositories that a user likes, of those that the caller may see. */
record LikesOfUserEndpoint(QueryService service) {
    private static final int USER_SEGMENT = 1;
    private static final Table<Like> LIKES = Table.of(
                    CommonSchemas.id(Like::repo), CommonSchemas.type(Like::repo), LikersEndpoint.SINCE)
            .named("LikedRepository");

    private static final Operation OPERATION = Responses.orNothing(Responses.numbers(
            Operation.get("/users/{user}/likes", "What a user likes, of what the caller may see.")
                    .taking(CommonSchemas.USER, LikersEndpoint.LIMIT.described(), AnswerRenderer.PARTIAL.described()),
            Response.of(
                    200,
                    "The newest first; nothing of a user whom nobody knows.",
                    Reply.JSON,
                    CommonSchemas.maybePartial(Schema.object().and("likes", Schema.list(LIKES.schema())))
                            .named("LikesOfUser"))));

    static Endpoint of(QueryService service) {
        return Endpoint.of(OPERATION, new LikesOfUserEndpoint(service)::answer);
    }

    private Reply answer(Request request) {
        boolean partialAllowed = AnswerRenderer.isPartialAllowed(request.query());
        int limit = LikersEndpoint.LIMIT.of(request.query());
        String user = request.segment(USER_SEGMENT);
        if (!LikeEvent.isName(user)) return Problem.notFound();
        Answer<List<Like>> likes = service.state().ask(new LikedByQuery(user, limit, request.caller()));
        return service.answers().reply(likes, partialAllowed, found -> json -> LIKES.writeList(json, "likes", found));
    }
}
