package dev.footfall.ingest.http;

import dev.footfall.events.FieldError;
import dev.footfall.events.NoFields;
import dev.footfall.events.UserId;
import dev.footfall.events.VisitorId;
import dev.footfall.ingest.SharedLogUnavailableException;
import dev.footfall.ingest.users.UserIds;
import dev.footfall.web.Reply;
import io.javalin.http.Context;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.function.Function;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** {@code DELETE /v1/users/{user}}: erases a user's name, and answers once that is durable. */
record UserRoute(Optional<UserIds> ids, Bodies bodies, EventCounters counters) implements PublisherRoute {
    static final String PATH = "/v1/users/{user}";

    private static final Logger LOG = LoggerFactory.getLogger(UserRoute.class);
    private static final int USER = 3;
    private static final String RULE = "must be 1 to " + VisitorId.MAX_USER_LENGTH
            + " characters of well-formed text, and must not be an id in place of a user";

    @Override
    public void handle(Context context, int publisher) {
        bodies.answer(
                context,
                publisher,
                BodyKind.FACT,
                body -> CompletableFuture.completedFuture(reply(context, body)),
                counters.rejected()::increment);
    }

    private Reply reply(Context context, Body body) {
        FactRequests.onlyParameters(context, Set.of());
        byte[] none = FactRoute.json(body);
        if (none.length > 0) {
            NoFields unused = NoFields.decode(none).fold(Function.identity(), reason -> {
                throw FactRoute.bad(reason);
            });
        }
        String user = FactRequests.segment(context, USER)
                .filter(UserId::isName)
                .orElseThrow(() -> FactRoute.bad(new FieldError("user", RULE)));
        return ids.map(known -> erase(user, known)).orElseGet(UserRoute::namesAreKept);
    }

    private Reply erase(String user, UserIds known) {
        try {
            known.erase(user);
            counters.accepted().increment();
            return Reply.empty(204);
        } catch (SharedLogUnavailableException e) {
            LOG.debug("answered 503: {}", e.getMessage());
            counters.unavailable().increment();
            return Replies.tryAgain(
                    "LogUnavailable", "Whether the name was erased is unknown. Sending the request again is safe.");
        }
    }

    private static Reply namesAreKept() {
        return Replies.problem(
                409, "NamesAreKept", "Events contain users' names (ingest.users=names), so no name can be erased.");
    }
}
