package dev.footfall.ingest.http;

import dev.footfall.events.Parsed;
import dev.footfall.events.VisitorId;
import dev.footfall.ingest.SharedLogUnavailableException;
import dev.footfall.ingest.http.Bodies.BodyKind;
import dev.footfall.ingest.http.EventsRoute.EventCounters;
import dev.footfall.ingest.http.FactRoute.FactPath;
import dev.footfall.ingest.users.UserIds;
import dev.footfall.web.Reply;
import io.javalin.http.Context;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** {@code DELETE /v1/users/{user}}: erases a user's name, and answers once that is durable. */
record UserRoute(Optional<UserIds> ids, Bodies bodies, EventCounters counters) implements AccessGuard.PublisherRoute {
    static final String PATH = "/v1/users/{user}";

    private static final Logger LOG = LoggerFactory.getLogger(UserRoute.class);
    private static final String RULE = "must be 1 to " + VisitorId.MAX_USER_LENGTH
            + " characters of well-formed text, and no id in a user's place";

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
        byte[] unused = FactRoute.json(body);
        String user = user(context).fold(name -> name, reason -> {
            throw FactRoute.bad(reason);
        });
        return ids.map(known -> erase(user, known)).orElseGet(UserRoute::namesAreKept);
    }

    private static Parsed<String> user(Context context) {
        return Parsed.of(FactPath.of(context).user().filter(VisitorId::isName), "user", RULE);
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
                    "LogUnavailable", "It is not known that the name was erased. Sending this again is safe.");
        }
    }

    private static Reply namesAreKept() {
        return Replies.problem(
                409, "NamesAreKept", "Events have users' names in them (ingest.users=names): none can be erased.");
    }
}
