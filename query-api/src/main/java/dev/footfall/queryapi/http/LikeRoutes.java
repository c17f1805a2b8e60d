package dev.footfall.queryapi.http;

import dev.footfall.aggregator.query.Like;
import dev.footfall.events.LikeEvent;
import dev.footfall.events.VisitorId;
import dev.footfall.queryapi.openapi.Operation;
import dev.footfall.queryapi.openapi.Response;
import dev.footfall.queryapi.openapi.Schema;
import dev.footfall.queryapi.route.Answer;
import dev.footfall.queryapi.table.Column;
import dev.footfall.queryapi.table.Table;
import dev.footfall.web.Json;
import dev.footfall.web.Reply;
import java.util.List;
import java.util.Optional;

/** Who likes what. */
final class LikeRoutes {
    private static final QueryParameter.Whole LIMIT =
            new QueryParameter.Whole("limit", "How many, the newest first.", 50, 1, 100);
    private static final int USER_SEGMENT = 1;
    private static final Schema USER = Schema.text(1, VisitorId.MAX_USER_LENGTH);

    private static final Column<Like> SINCE = Column.time("since", Like::since);
    private static final Table<Boolean> LIKED =
            Table.of(Column.<Boolean>bool("liked", yes -> yes)).named("Liked");
    private static final Table<Like> LIKER =
            Table.of(new Column<>("user", USER, Like::user), SINCE).named("Liker");
    private static final Table<Like> LIKED_REPOSITORY =
            Table.of(Shapes.id(Like::repo), Shapes.type(Like::repo), SINCE).named("LikedRepository");

    static final Operation LIKE = Responses.repository(
                    Operation.get("/{type}s/{namespace}/{name}/like", "Whether the caller likes a repository."),
                    Response.of(200, "Whether they do.", Reply.JSON, LIKED.schema()))
            .by(Operation.Access.USER)
            .answering(Responses.UNAUTHORIZED);

    static final Operation LIKERS = Responses.repository(
            Operation.get("/{type}s/{namespace}/{name}/likers", "Who likes a repository.")
                    .taking(LIMIT.described()),
            Response.of(
                    200,
                    "The newest first.",
                    Reply.JSON,
                    Schema.object().and("likers", Schema.list(LIKER.schema())).named("Likers")));

    static final Operation LIKES_OF_USER = Responses.orNothing(Responses.numbers(
            Operation.get("/users/{user}/likes", "What a user likes, of what the caller may see.")
                    .taking(Shapes.USER, LIMIT.described(), Numbers.PARTIAL.described()),
            Response.of(
                    200,
                    "The newest first; nothing of a user whom nobody knows.",
                    Reply.JSON,
                    Shapes.maybePartial(Schema.object().and("likes", Schema.list(LIKED_REPOSITORY.schema())))
                            .named("LikesOfUser"))));

    private final Asking asking;

    LikeRoutes(Asking asking) {
        this.asking = asking;
    }

    /** {@code GET /{type}s/{namespace}/{name}/like}: whether the caller likes it. */
    Reply like(Request request) {
        Optional<String> user = request.caller().user();
        if (user.isEmpty()) return Problem.unauthorized(); // before any look-up
        Answer<Optional<Boolean>> liked =
                asking.about(request, seen -> asking.state().isLiked(seen.repo(), user.get()));
        return asking.numbers().reply(liked, found -> found.map(yes -> Numbers.json(LIKED, yes)));
    }

    /** {@code GET /{type}s/{namespace}/{name}/likers}: who likes it. */
    Reply likers(Request request) {
        int limit = LIMIT.of(request.query());
        Answer<Optional<List<Like>>> likers =
                asking.about(request, seen -> asking.state().likers(seen.repo(), limit));
        return asking.numbers()
                .reply(
                        likers,
                        found -> found.map(likes -> Numbers.json(json -> LIKER.writeList(json, "likers", likes))));
    }

    /** {@code GET /users/{user}/likes}: what a user likes, of what the caller may see. */
    Reply likesOfUser(Request request) {
        boolean partialAllowed = Numbers.isPartialAllowed(request.query());
        int limit = LIMIT.of(request.query());
        String user = request.segment(USER_SEGMENT);
        if (!LikeEvent.isUser(user)) return Problem.notFound();
        Answer<List<Like>> likes = asking.state().likedBy(user, request.caller(), limit);
        return asking.numbers()
                .reply(likes, partialAllowed, found -> json -> LIKED_REPOSITORY.writeList(json, "likes", found));
    }
}
