package dev.footfall.queryapi.http.stats;

import dev.footfall.aggregator.query.Like;
import dev.footfall.events.LikeEvent;
import dev.footfall.queryapi.http.AnswerRenderer;
import dev.footfall.queryapi.http.CommonSchemas;
import dev.footfall.queryapi.http.Problem;
import dev.footfall.queryapi.http.QueryParameter.IntParameter;
import dev.footfall.queryapi.http.QueryService;
import dev.footfall.queryapi.http.Request;
import dev.footfall.queryapi.http.Responses;
import dev.footfall.queryapi.openapi.Operation;
import dev.footfall.queryapi.openapi.Response;
import dev.footfall.queryapi.openapi.Schema;
import dev.footfall.queryapi.question.LikeQueries.IsLikedQuery;
import dev.footfall.queryapi.question.LikeQueries.LikedByQuery;
import dev.footfall.queryapi.question.LikeQueries.LikersQuery;
import dev.footfall.queryapi.route.Answer;
import dev.footfall.queryapi.table.Column;
import dev.footfall.queryapi.table.Table;
import dev.footfall.web.Reply;
import java.util.List;
import java.util.Optional;

/** The routes about likes. */
final class LikeEndpoints {
    private LikeEndpoints() {}

    record LikeEndpoint(QueryService service) {
        private static final Table<Boolean> ANSWER =
                Table.of(Column.<Boolean>bool("liked", yes -> yes)).named("Liked");

        static final Operation OPERATION = Responses.repository(
                        Operation.get("/{type}s/{namespace}/{name}/like", "Whether the caller likes a repository."),
                        Response.of(200, "Whether they do.", Reply.JSON, ANSWER.schema()))
                .by(Operation.Access.USER)
                .answering(Responses.UNAUTHORIZED);

        Reply answer(Request request) {
            Optional<String> user = request.caller().user();
            if (user.isEmpty()) return Problem.unauthorized(); // before any look-up
            return service.reply(
                    request,
                    seen -> service.ask(new IsLikedQuery(seen.lineage(), user.get())),
                    yes -> AnswerRenderer.json(ANSWER, yes));
        }
    }

    record LikersEndpoint(QueryService service) {
        static final IntParameter LIMIT = new IntParameter("limit", "How many, the newest first.", 50, 1, 100);
        static final Column<Like> SINCE = Column.time("since", Like::since);

        private static final Table<Like> LIKERS = Table.of(
                        new Column<>("user", CommonSchemas.USER.schema(), Like::user), SINCE)
                .named("Liker");

        static final Operation OPERATION = Responses.repository(
                Operation.get("/{type}s/{namespace}/{name}/likers", "The users who like a repository.")
                        .taking(LIMIT),
                Response.of(
                        200,
                        "The newest first.",
                        Reply.JSON,
                        Schema.object()
                                .and("likers", Schema.list(LIKERS.schema()))
                                .named("Likers")));

        Reply answer(Request request) {
            int limit = LIMIT.of(request.query());
            return service.reply(
                    request,
                    seen -> service.ask(new LikersQuery(seen.lineage(), limit)),
                    likes -> AnswerRenderer.json(json -> LIKERS.writeList(json, "likers", likes)));
        }
    }

    record LikesOfUserEndpoint(QueryService service) {
        private static final int USER_SEGMENT = 1;
        private static final Table<Like> LIKES = Table.of(
                        CommonSchemas.id(Like::repo), CommonSchemas.type(Like::repo), LikersEndpoint.SINCE)
                .named("LikedRepository");

        static final Operation OPERATION = Responses.orNotFound(Responses.numbers(
                Operation.get("/users/{user}/likes", "The repositories that a user likes and the caller may see.")
                        .taking(CommonSchemas.USER, LikersEndpoint.LIMIT, AnswerRenderer.PARTIAL),
                Response.of(
                        200,
                        "The newest first; empty for an unknown user.",
                        Reply.JSON,
                        CommonSchemas.maybePartial(Schema.object().and("likes", Schema.list(LIKES.schema())))
                                .named("LikesOfUser"))));

        Reply answer(Request request) {
            boolean partialAllowed = AnswerRenderer.isPartialAllowed(request.query());
            int limit = LikersEndpoint.LIMIT.of(request.query());
            String user = request.segment(USER_SEGMENT);
            if (!LikeEvent.isName(user)) return Problem.notFound();
            Answer<List<Like>> likes = service.state().ask(new LikedByQuery(user, limit, request.caller()));
            return service.answers()
                    .reply(likes, partialAllowed, found -> json -> LIKES.writeList(json, "likes", found));
        }
    }
}
