package dev.footfall.ingest.http;

import dev.footfall.events.Decoded;
import dev.footfall.events.LikeCodec;
import dev.footfall.events.LikeEvent;
import dev.footfall.events.Parsed;
import io.javalin.http.Context;
import java.time.Instant;
import java.time.InstantSource;
import java.util.concurrent.CompletableFuture;

/** Reads {@code PUT} and {@code DELETE /v1/likes/…}. */
final class LikeRequests {
    static final String PATH = "/v1/likes/{type}/{namespace}/{name}/{user}";

    private final InstantSource clock;
    private final Bodies bodies;

    LikeRequests(InstantSource clock, Bodies bodies) {
        this.clock = clock;
        this.bodies = bodies;
    }

    /** A like, given. */
    CompletableFuture<Submission<LikeEvent>> put(Context context, InFlightBytes.Share share) {
        return read(context, share, true);
    }

    /** A like, taken back. */
    CompletableFuture<Submission<LikeEvent>> delete(Context context, InFlightBytes.Share share) {
        return read(context, share, false);
    }

    private CompletableFuture<Submission<LikeEvent>> read(Context context, InFlightBytes.Share share, boolean liked) {
        FactPath path = FactPath.of(context);
        return FactBody.receive(context, bodies, share)
                .thenApply(said -> said.then(body -> Submission.of(path.repository()
                        .flatMap(repo -> user(path)
                                .flatMap(user ->
                                        time(context, body).map(time -> new LikeEvent(repo, user, liked, time)))))));
    }

    private static Parsed<String> user(FactPath path) {
        return path.last()
                .filter(LikeEvent::isName)
                .<Parsed<String>>map(Parsed.Valid::new)
                .orElseGet(() -> new Parsed.Invalid<>(new Decoded.Malformed("user", LikeEvent.USER_RULE)));
    }

    /** The time of the like: of the query, or the body, or now. */
    private Parsed<Instant> time(Context context, byte[] body) {
        return RepositoryRequests.timeParameter(context, clock)
                .orElseGet(() -> body.length == 0
                        ? new Parsed.Valid<>(clock.instant())
                        : LikeCodec.decodeTime(body, clock.instant()));
    }
}
