package dev.footfall.queryapi.http;

import com.fasterxml.jackson.core.JsonGenerator;
import dev.footfall.aggregator.query.Like;
import dev.footfall.events.LikeEvent;
import dev.footfall.events.VisitorId;
import dev.footfall.queryapi.openapi.Operation;
import dev.footfall.queryapi.openapi.Response;
import dev.footfall.queryapi.openapi.Schema;
import dev.footfall.queryapi.route.Answer;
import dev.footfall.web.Json;
import dev.footfall.web.Reply;
import java.io.IOException;
import java.util.List;
import java.util.Optional;

/** Who likes what. */
final class LikeRoutes {
    private static final QueryParameter.Whole LIMIT =
            new QueryParameter.Whole("limit", "How many, the newest first.", 50, 1, 100);
    private static final int USER_SEGMENT = 1;
    private static final Schema USER = Schema.text(1, VisitorId.MAX_USER_LENGTH);

    static final Operation LIKE = Responses.repository(
                    Operation.get("/{type}s/{namespace}/{name}/like", "Whether the caller likes a repository."),
                    Response.of(
                            200,
                            "Whether they do.",
                            Reply.JSON,
                            Schema.object().and("liked", Schema.truth()).named("Liked")))
            .by(Operation.Access.USER)
            .answering(Responses.UNAUTHORIZED);

    static final Operation LIKERS = Responses.repository(
            Operation.get("/{type}s/{namespace}/{name}/likers", "Who likes a repository.")
                    .taking(LIMIT.described()),
            Response.of(
                    200,
                    "The newest first.",
                    Reply.JSON,
                    Schema.object()
                            .and(
                                    "likers",
                                    Schema.list(Schema.object()
                                            .and("user", USER)
                                            .and("since", Schema.time())
                                            .named("Liker")))
                            .named("Likers")));

    static final Operation LIKES_OF_USER = Responses.orNothing(Responses.numbers(
            Operation.get("/users/{user}/likes", "What a user likes, of what the caller may see.")
                    .taking(Shapes.USER, LIMIT.described(), Numbers.PARTIAL.described()),
            Response.of(
                    200,
                    "The newest first; nothing of a user whom nobody knows.",
                    Reply.JSON,
                    Shapes.maybePartial(Schema.object()
                                    .and(
                                            "likes",
                                            Schema.list(Schema.object()
                                                    .and("id", Shapes.ID)
                                                    .and("type", Shapes.TYPE)
                                                    .and("since", Schema.time())
                                                    .named("LikedRepository"))))
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
        return asking.numbers()
                .reply(liked, found -> found.map(yes -> Numbers.json(json -> json.writeBooleanField("liked", yes))));
    }

    /** {@code GET /{type}s/{namespace}/{name}/likers}: who likes it. */
    Reply likers(Request request) {
        int limit = LIMIT.of(request.query());
        Answer<Optional<List<Like>>> likers =
                asking.about(request, seen -> asking.state().likers(seen.repo(), limit));
        return asking.numbers()
                .reply(likers, found -> found.map(likes -> Numbers.json(list("likers", likes, LikeRoutes::liker))));
    }

    /** {@code GET /users/{user}/likes}: what a user likes, of what the caller may see. */
    Reply likesOfUser(Request request) {
        boolean partialAllowed = Numbers.isPartialAllowed(request.query());
        int limit = LIMIT.of(request.query());
        String user = request.segment(USER_SEGMENT);
        if (!LikeEvent.isUser(user)) return Problem.notFound();
        Answer<List<Like>> likes = asking.state().likedBy(user, request.caller(), limit);
        return asking.numbers().reply(likes, partialAllowed, found -> list("likes", found, LikeRoutes::liked));
    }

    /** Writes what a list shows of a like. */
    @FunctionalInterface
    private interface Entry {
        void write(JsonGenerator json, Like like) throws IOException;
    }

    private static Json.Fields list(String name, List<Like> likes, Entry entry) {
        return json -> {
            json.writeArrayFieldStart(name);
            for (Like like : likes) {
                json.writeStartObject();
                entry.write(json, like);
                json.writeStringField("since", like.since().toString());
                json.writeEndObject();
            }
            json.writeEndArray();
        };
    }

    private static void liker(JsonGenerator json, Like like) throws IOException {
        json.writeStringField("user", like.user());
    }

    private static void liked(JsonGenerator json, Like like) throws IOException {
        json.writeStringField("id", like.repo().fullName());
        json.writeStringField("type", like.repo().type().label());
    }
}
