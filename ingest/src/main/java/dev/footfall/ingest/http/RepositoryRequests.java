package dev.footfall.ingest.http;

import dev.footfall.events.Decoded;
import dev.footfall.events.EventTime;
import dev.footfall.events.Parsed;
import dev.footfall.events.RepoId;
import dev.footfall.events.RepositoryCodec;
import dev.footfall.events.RepositoryEvent;
import io.javalin.http.Context;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;

/** Reads {@code PUT} and {@code DELETE /v1/repositories/…}. */
final class RepositoryRequests {
    static final String PATH = "/v1/repositories/{type}/{namespace}/{name}";

    private static final Decoded.Malformed NO_BODY = new Decoded.Malformed(
            Decoded.Malformed.JSON, "there is no body; {} is a public repository without any details");

    private final InstantSource clock;
    private final Bodies bodies;

    RepositoryRequests(InstantSource clock, Bodies bodies) {
        this.clock = clock;
        this.bodies = bodies;
    }

    /** A state, said whole. There has to be a body: one that was lost on the way must not make a repository public. */
    CompletableFuture<Submission<RepositoryEvent>> put(Context context, InFlightBytes.Share share) {
        Parsed<RepoId> repository = FactPath.of(context).repository();
        return FactBody.receive(context, bodies, share)
                .thenApply(said -> said.then(body -> body.length == 0
                        ? Submission.bad(NO_BODY)
                        : Submission.of(
                                repository.flatMap(repo -> RepositoryCodec.decodeState(body, repo, clock.instant())))));
    }

    /** A removal. Nobody here knows whether the repository was private, so it is from now on, until it is put again. */
    CompletableFuture<Submission<RepositoryEvent>> delete(Context context, InFlightBytes.Share share) {
        Parsed<Instant> time = timeParameter(context, clock).orElseGet(() -> new Parsed.Valid<>(clock.instant()));
        return CompletableFuture.completedFuture(Submission.of(FactPath.of(context)
                .repository()
                .flatMap(repo -> time.map(
                        at -> new RepositoryEvent(repo, at, true, true, false, RepositoryEvent.Details.NONE)))));
    }

    /** The time that the query names, if it does. */
    static Optional<Parsed<Instant>> timeParameter(Context context, InstantSource clock) {
        return Optional.ofNullable(context.queryParam("time")).map(text -> EventTime.parse(text, clock.millis()));
    }
}
