package dev.footfall.queryapi.http.stats;

import dev.footfall.queryapi.http.AnswerRenderer;
import dev.footfall.queryapi.http.Endpoint;
import dev.footfall.queryapi.http.Problem;
import dev.footfall.queryapi.http.QueryService;
import dev.footfall.queryapi.http.Request;
import dev.footfall.queryapi.http.Responses;
import dev.footfall.queryapi.openapi.Operation;
import dev.footfall.queryapi.openapi.Response;
import dev.footfall.queryapi.question.IsLikedQuery;
import dev.footfall.queryapi.route.Answer;
import dev.footfall.queryapi.table.Column;
import dev.footfall.queryapi.table.Table;
import dev.footfall.web.Reply;
import java.util.Optional;

/** {@code GET /{type}s/{namespace}/{name}/like}: the caller's like of a repository, given or not. */
record LikeEndpoint(QueryService service) {
    private static final Table<Boolean> ANSWER =
            Table.of(Column.<Boolean>bool("liked", yes -> yes)).named("Liked");

    private static final Operation OPERATION = Responses.repository(
                    Operation.get("/{type}s/{namespace}/{name}/like", "Whether the caller likes a repository."),
                    Response.of(200, "Whether they do.", Reply.JSON, ANSWER.schema()))
            .by(Operation.Access.USER)
            .answering(Responses.UNAUTHORIZED);

    static Endpoint of(QueryService service) {
        return Endpoint.of(OPERATION, new LikeEndpoint(service)::answer);
    }

    private Reply answer(Request request) {
        Optional<String> user = request.caller().user();
        if (user.isEmpty()) return Problem.unauthorized(); // before any look-up
        Answer<Optional<Boolean>> liked = service.repositories()
                .about(request, seen -> service.state().ask(new IsLikedQuery(seen.lineage(), user.get())));
        return service.answers().reply(liked, found -> found.map(yes -> AnswerRenderer.json(ANSWER, yes)));
    }
}
