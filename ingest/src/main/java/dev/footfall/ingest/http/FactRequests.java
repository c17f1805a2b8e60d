package dev.footfall.ingest.http;

import dev.footfall.events.Decoded;
import dev.footfall.events.EventTime;
import dev.footfall.events.LikeEvent;
import dev.footfall.events.Parsed;
import dev.footfall.events.RenameEvent;
import dev.footfall.events.RepoId;
import dev.footfall.events.RepoType;
import dev.footfall.events.RepositoryEvent;
import dev.footfall.ingest.http.Bodies.Submission;
import dev.footfall.ingest.http.Body.EventFormat;
import dev.footfall.ingest.http.IngestServer.RenameCheck;
import dev.footfall.web.PercentDecoder;
import io.javalin.http.Context;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;

final class FactRequests {
    private FactRequests() {}

    /** The bytes of the small JSON object that says more about a fact than its path does. */
    static final class FactBody {
        /** More than the longest that is allowed, however it is escaped. */
        private static final int MAX_BYTES = 128 * 1_024;

        private FactBody() {}

        static CompletableFuture<Submission<byte[]>> receive(
                Context context, Bodies bodies, InFlightBytes.Share share) {
            return isAbsent(context)
                    ? CompletableFuture.completedFuture(new Submission.Fact<>(new byte[0]))
                    : bodies.receive(context, share, MAX_BYTES)
                            .thenApply(said -> said.then(body -> json(context, body)));
        }

        private static Submission<byte[]> json(Context context, Body body) {
            if (!(body instanceof Body.Content content)) {
                return Submission.bad(new Decoded.Malformed(Decoded.Malformed.JSON, ((Body.Unreadable) body).error()));
            }
            return EventFormat.of(context).orElseThrow() == EventFormat.JSON
                    ? new Submission.Fact<>(content.bytes())
                    : new Submission.Refused<>(Replies.problem(
                            415, "UnsupportedMediaType", "Content-Type has to be application/json, in UTF-8."));
        }

        private static boolean isAbsent(Context context) {
            long declared = context.req().getContentLengthLong();
            return declared == 0 || (declared < 0 && context.req().getHeader("Transfer-Encoding") == null);
        }
    }

    /** Reads {@code PUT} and {@code DELETE /v1/likes/…}. */
    static final class LikeRequests {
        static final String PATH = "/v1/likes/{type}/{namespace}/{name}/{user}";

        private final InstantSource clock;
        private final Bodies bodies;

        LikeRequests(InstantSource clock, Bodies bodies) {
            this.clock = clock;
            this.bodies = bodies;
        }

        CompletableFuture<Submission<LikeEvent>> put(Context context, InFlightBytes.Share share) {
            return read(context, share, true);
        }

        CompletableFuture<Submission<LikeEvent>> delete(Context context, InFlightBytes.Share share) {
            return read(context, share, false);
        }

        private CompletableFuture<Submission<LikeEvent>> read(
                Context context, InFlightBytes.Share share, boolean liked) {
            FactPath path = FactPath.of(context);
            return FactRequests.FactBody.receive(context, bodies, share)
                    .thenApply(said -> said.then(body -> Submission.of(path.repository()
                            .flatMap(repo -> user(path)
                                    .flatMap(user -> time(context, body)
                                            .map(time -> new LikeEvent(repo, user, liked, time)))))));
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
                            : LikeEvent.decodeTime(body, clock.instant()));
        }
    }

    /** Reads {@code PUT} and {@code DELETE /v1/repositories/…/renamed-to}. */
    static final class RenameRequests {
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

        CompletableFuture<Submission<RenameEvent>> put(Context context, InFlightBytes.Share share) {
            Parsed<RepoId> repository = FactPath.of(context).repository();
            return FactRequests.FactBody.receive(context, bodies, share)
                    .thenApply(said -> said.then(body -> body.length == 0
                                    ? Submission.<RenameEvent>bad(NO_BODY)
                                    : Submission.of(repository.flatMap(
                                            repo -> RenameEvent.decodeTarget(body, repo, clock.instant()))))
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
            Parsed<Instant> time = RepositoryRequests.timeParameter(context, clock)
                    .orElseGet(() -> new Parsed.Valid<>(clock.instant()));
            return CompletableFuture.completedFuture(Submission.of(FactPath.of(context)
                    .repository()
                    .flatMap(repo -> time.map(at -> new RenameEvent(repo, Optional.empty(), at)))));
        }
    }

    /** Reads {@code PUT} and {@code DELETE /v1/repositories/…}. */
    static final class RepositoryRequests {
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
            return FactRequests.FactBody.receive(context, bodies, share)
                    .thenApply(said -> said.then(body -> body.length == 0
                            ? Submission.bad(NO_BODY)
                            : Submission.of(repository.flatMap(
                                    repo -> RepositoryEvent.decodeState(body, repo, clock.instant())))));
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

    /**
     * The segments of a path such as {@code /v1/<what>/<type>s/<namespace>/<name>/…}: split at each raw {@code /}, then every one
     * decoded once. What is no percent-encoded UTF-8 is nobody's name.
     */
    static final class FactPath {
        private static final int TYPE = 3;

        private final String[] raw;

        private FactPath(String[] raw) {
            this.raw = raw;
        }

        static FactPath of(Context context) {
            return new FactPath(context.req().getRequestURI().split("/", -1));
        }

        Parsed<RepoId> repository() {
            Optional<RepoType> type = segment(TYPE)
                    .filter(plural -> plural.endsWith("s"))
                    .flatMap(plural -> RepoType.ofLabel(plural.substring(0, plural.length() - 1)));
            if (type.isEmpty()) return invalid("repo_type", "must be models, datasets or spaces in the path");
            return segment(TYPE + 1)
                    .flatMap(namespace -> segment(TYPE + 2).flatMap(name -> RepoId.of(type.get(), namespace, name)))
                    .<Parsed<RepoId>>map(Parsed.Valid::new)
                    .orElseGet(() -> invalid("repo", "must be namespace/name in the path, " + RepoId.NAME_RULE));
        }

        Optional<String> user() {
            return segment(TYPE);
        }

        /** The segment after the repository. */
        Optional<String> last() {
            return segment(TYPE + 3);
        }

        private Optional<String> segment(int index) {
            return index < raw.length ? PercentDecoder.strict(raw[index]) : Optional.empty();
        }

        private static Parsed<RepoId> invalid(String field, String error) {
            return new Parsed.Invalid<>(new Decoded.Malformed(field, error));
        }
    }
}
