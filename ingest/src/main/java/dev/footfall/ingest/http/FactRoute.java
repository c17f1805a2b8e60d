package dev.footfall.ingest.http;

import dev.footfall.events.EventTime;
import dev.footfall.events.LikeEvent;
import dev.footfall.events.Parsed;
import dev.footfall.events.RenameEvent;
import dev.footfall.events.RepoId;
import dev.footfall.events.RepoType;
import dev.footfall.events.RepositoryEvent;
import dev.footfall.events.VisitorId;
import dev.footfall.ingest.SharedLogUnavailableException;
import dev.footfall.ingest.http.Bodies.BodyKind;
import dev.footfall.ingest.http.EventsRoute.EventCounters;
import dev.footfall.ingest.http.IngestServer.RenameCheck;
import dev.footfall.ingest.publish.EventPublisher.Delivery;
import dev.footfall.ingest.users.UserIds;
import dev.footfall.web.HttpProblemException;
import dev.footfall.web.PercentDecoder;
import dev.footfall.web.Reply;
import io.javalin.http.Context;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.function.BiFunction;
import java.util.function.Function;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** A route whose request says one fact: read it, publish it, answer once it is acknowledged. */
record FactRoute<T>(BodyKind kind, BiFunction<Context, byte[], Parsed<T>> reading, FactSink<T> sink, Bodies bodies)
        implements AccessGuard.PublisherRoute {
    private static final Logger LOG = LoggerFactory.getLogger(FactRoute.class);

    @Override
    public void handle(Context context, int publisher) {
        Runnable onRefused = sink.counters().rejected()::increment;
        bodies.answer(context, publisher, kind, body -> publish(reading.apply(context, json(body))), onRefused);
    }

    static byte[] json(Body body) {
        if (body instanceof Body.Content content) return content.bytes();
        throw bad(new Parsed.Malformed(Parsed.Malformed.JSON, ((Body.Unreadable) body).error()));
    }

    static HttpProblemException bad(Parsed.Malformed reason) {
        return new HttpProblemException(Replies.badField(reason));
    }

    private CompletableFuture<Reply> publish(Parsed<T> fact) {
        return fact.fold(valid -> sink.publish().apply(List.of(valid)).thenApply(this::reply), reason -> {
            throw bad(reason);
        });
    }

    private Reply reply(Delivery delivery) {
        if (delivery instanceof Delivery.Unavailable unavailable) {
            LOG.debug("answered 503: {}", unavailable.reason());
            sink.counters().unavailable().increment();
            return Replies.tryAgain(
                    "LogUnavailable", "This could not be written to the log. Sending it again is safe.");
        }
        sink.counters().accepted().increment();
        return Replies.outcome(202, 1, List.of());
    }

    record FactSink<T>(Function<List<T>, CompletableFuture<Delivery>> publish, EventCounters counters) {}

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
            return Parsed.of(path.last().filter(LikeEvent::isName), "user", LikeEvent.USER_RULE);
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

        private static final String NO_BODY = "there is no body; {\"repo\":\"namespace/name\"} is a new name";

        Parsed<RenameEvent> put(Context context, byte[] body) {
            if (body.length == 0) return Parsed.invalid(Parsed.Malformed.JSON, NO_BODY);
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

        Parsed<RenameEvent> delete(Context context, byte[] none) {
            return FactPath.of(context)
                    .repository()
                    .flatMap(repo -> RepositoryRequests.time(context, clock)
                            .map(at -> new RenameEvent(repo, Optional.empty(), at)));
        }
    }

    record RepositoryRequests(InstantSource clock) {
        static final String PATH = "/v1/repositories/{type}/{namespace}/{name}";

        private static final String NO_BODY = "there is no body; {} is a public repository without any details";

        /** There has to be a body: one that was lost on the way must not make a repository public. */
        Parsed<RepositoryEvent> put(Context context, byte[] body) {
            if (body.length == 0) return Parsed.invalid(Parsed.Malformed.JSON, NO_BODY);
            return FactPath.of(context)
                    .repository()
                    .flatMap(repo -> RepositoryEvent.decodeState(body, repo, clock.instant()));
        }

        /** Nobody here knows whether the repository was private, so it is from now on, until it is put again. */
        Parsed<RepositoryEvent> delete(Context context, byte[] none) {
            return FactPath.of(context)
                    .repository()
                    .flatMap(repo -> time(context, clock).map(at -> RepositoryEvent.hidden(repo, at)));
        }

        static Parsed<Instant> time(Context context, InstantSource clock) {
            return timeParameter(context, clock).orElseGet(() -> new Parsed.Valid<>(clock.instant()));
        }

        static Optional<Parsed<Instant>> timeParameter(Context context, InstantSource clock) {
            return Optional.ofNullable(context.queryParam("time")).map(text -> EventTime.parse(text, clock.millis()));
        }
    }

    /** Split at each raw {@code /}, then every segment decoded once. Anything but percent-encoded UTF-8 is no name. */
    record FactPath(List<String> raw) {
        private static final int TYPE = 3;

        static FactPath of(Context context) {
            return new FactPath(List.of(context.req().getRequestURI().split("/", -1)));
        }

        Parsed<RepoId> repository() {
            Optional<RepoType> type = segment(TYPE)
                    .filter(plural -> plural.endsWith("s"))
                    .flatMap(plural -> RepoType.ofLabel(plural.substring(0, plural.length() - 1)));
            if (type.isEmpty()) return Parsed.invalid("repo_type", "must be models, datasets or spaces in the path");
            Optional<RepoId> repo = segment(TYPE + 1)
                    .flatMap(namespace -> segment(TYPE + 2).flatMap(name -> RepoId.of(type.get(), namespace, name)));
            return Parsed.of(repo, "repo", "must be namespace/name in the path, " + RepoId.NAME_RULE);
        }

        Optional<String> user() {
            return segment(TYPE);
        }

        Optional<String> last() {
            return segment(TYPE + 3);
        }

        private Optional<String> segment(int index) {
            return index < raw.size() ? PercentDecoder.strict(raw.get(index)) : Optional.empty();
        }
    }

    /** {@code DELETE /v1/users/{user}}: erases a user's name, and answers once that is durable. */
    record UserRoute(Optional<UserIds> ids, Bodies bodies, EventCounters counters)
            implements AccessGuard.PublisherRoute {
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
}
