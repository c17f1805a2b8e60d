package dev.footfall.ingest.http;

import dev.footfall.events.Decoded;
import dev.footfall.events.Parsed;
import dev.footfall.events.RenameCodec;
import dev.footfall.events.RenameEvent;
import dev.footfall.events.RepoId;
import io.javalin.http.Context;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;

/** Reads {@code PUT} and {@code DELETE /v1/repositories/…/renamed-to}. */
final class RenameRequests {
    static final String PATH = RepositoryRequests.PATH + "/renamed-to";

    private static final Decoded.Malformed NO_BODY = new Decoded.Malformed(
            Decoded.Malformed.JSON, "there is no body; {\"repo\":\"namespace/name\"} is a new name");

    private final InstantSource clock;
    private final Bodies bodies;
    private final RenameCheck check;

    RenameRequests(InstantSource clock, Bodies bodies, RenameCheck check) {
        this.clock = clock;
        this.bodies = bodies;
        this.check = check;
    }

    /** A new name. */
    CompletableFuture<Submission<RenameEvent>> put(Context context, InFlightBytes.Share share) {
        Parsed<RepoId> repository = FactPath.of(context).repository();
        return FactBody.receive(context, bodies, share)
                .thenApply(said -> said.then(body -> body.length == 0
                                ? Submission.<RenameEvent>bad(NO_BODY)
                                : Submission.of(repository.flatMap(
                                        repo -> RenameCodec.decodeTarget(body, repo, clock.instant()))))
                        .then(this::checked));
    }

    private Submission<RenameEvent> checked(RenameEvent rename) {
        return check.fault(rename)
                .<Submission<RenameEvent>>map(
                        fault -> new Submission.Refused<>(Replies.problem(409, "RenameConflict", "repo: " + fault)))
                .orElseGet(() -> new Submission.Fact<>(rename));
    }

    /** The end of a rename: the old name stands for itself again. */
    CompletableFuture<Submission<RenameEvent>> delete(Context context, InFlightBytes.Share share) {
        Parsed<Instant> time =
                RepositoryRequests.timeParameter(context, clock).orElseGet(() -> new Parsed.Valid<>(clock.instant()));
        return CompletableFuture.completedFuture(Submission.of(FactPath.of(context)
                .repository()
                .flatMap(repo -> time.map(at -> new RenameEvent(repo, Optional.empty(), at)))));
    }
}
