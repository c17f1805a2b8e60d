package dev.footfall.ingest.http;

import dev.footfall.events.Decoded;
import dev.footfall.events.EventTime;
import dev.footfall.events.LikeEvent;
import dev.footfall.events.Parsed;
import dev.footfall.events.RenameEvent;
import dev.footfall.events.RepoId;
import dev.footfall.events.RepoType;
import dev.footfall.events.RepositoryEvent;
import dev.footfall.ingest.http.IngestServer.RenameCheck;
import dev.footfall.web.HttpProblemException;
import dev.footfall.web.PercentDecoder;
import io.javalin.http.Context;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Optional;

final class FactRequests {
    private FactRequests() {}

    record LikeRequests(InstantSource clock) {
        static final String PATH = "/v1/likes/{type}/{namespace}/{name}/{user}";

        Parsed<LikeEvent> put(Context context, byte[] body) {
            return read(context, body, true);
        }

        Parsed<LikeEvent> delete(Context context, byte[] body) {
            return read(context, body, false);
        }

        private Parsed<LikeEvent> read(Context context, byte[] body, boolean liked) {
            FactPath path = FactPath.of(context);
            return path.repository()
                    .flatMap(repo -> user(path)
                            .flatMap(user -> time(context, body).map(time -> new LikeEvent(repo, user, liked, time))));
        }

        private static Parsed<String> user(FactPath path) {
            return path.last()
                    .filter(LikeEvent::isName)
                    .<Parsed<String>>map(Parsed.Valid::new)
                    .orElseGet(() -> new Parsed.Invalid<>(new Decoded.Malformed("user", LikeEvent.USER_RULE)));
        }

        private Parsed<Instant> time(Context context, byte[] body) {
            return RepositoryRequests.timeParameter(context, clock)
                    .orElseGet(() -> body.length == 0
                            ? new Parsed.Valid<>(clock.instant())
                            : LikeEvent.decodeTime(body, clock.instant()));
        }
    }

    record RenameRequests(InstantSource clock, RenameCheck check) {
        static final String PATH = RepositoryRequests.PATH + "/renamed-to";

        private static final Decoded.Malformed NO_BODY = new Decoded.Malformed(
                Decoded.Malformed.JSON, "there is no body; {\"repo\":\"namespace/name\"} is a new name");

        Parsed<RenameEvent> put(Context context, byte[] body) {
            if (body.length == 0) return new Parsed.Invalid<>(NO_BODY);
            return FactPath.of(context)
                    .repository()
                    .flatMap(repo -> RenameEvent.decodeTarget(body, repo, clock.instant()))
                    .map(this::checked);
        }

        private RenameEvent checked(RenameEvent rename) {
            check.fault(rename).ifPresent(fault -> {
                throw new HttpProblemException(Replies.problem(409, "RenameConflict", "repo: " + fault));
            });
            return rename;
        }

        /** Undoes a rename: the old name is a repository of its own again. */
        Parsed<RenameEvent> delete(Context context, byte[] none) {
            return FactPath.of(context)
                    .repository()
                    .flatMap(repo -> RepositoryRequests.time(context, clock)
                            .map(at -> new RenameEvent(repo, Optional.empty(), at)));
        }
    }

    record RepositoryRequests(InstantSource clock) {
        static final String PATH = "/v1/repositories/{type}/{namespace}/{name}";

        private static final Decoded.Malformed NO_BODY = new Decoded.Malformed(
                Decoded.Malformed.JSON, "there is no body; {} is a public repository without any details");

        /** A state, said whole. There has to be a body: one that was lost on the way must not make a repository public. */
        Parsed<RepositoryEvent> put(Context context, byte[] body) {
            if (body.length == 0) return new Parsed.Invalid<>(NO_BODY);
            return FactPath.of(context)
                    .repository()
                    .flatMap(repo -> RepositoryEvent.decodeState(body, repo, clock.instant()));
        }

        /** A removal. Nobody here knows whether the repository was private, so it is from now on, until it is put again. */
        Parsed<RepositoryEvent> delete(Context context, byte[] none) {
            return FactPath.of(context)
                    .repository()
                    .flatMap(repo -> time(context, clock)
                            .map(at -> new RepositoryEvent(repo, at, true, true, false, RepositoryEvent.Details.NONE)));
        }

        static Parsed<Instant> time(Context context, InstantSource clock) {
            return timeParameter(context, clock).orElseGet(() -> new Parsed.Valid<>(clock.instant()));
        }

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
