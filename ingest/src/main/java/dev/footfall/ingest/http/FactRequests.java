package dev.footfall.ingest.http;

import dev.footfall.events.EventTime;
import dev.footfall.events.FieldError;
import dev.footfall.events.LikeEvent;
import dev.footfall.events.NearestName;
import dev.footfall.events.Parsed;
import dev.footfall.events.RenameEvent;
import dev.footfall.events.RepoId;
import dev.footfall.events.RepoType;
import dev.footfall.events.RepositoryEvent;
import dev.footfall.web.HttpProblemException;
import dev.footfall.web.PercentDecoder;
import io.javalin.http.Context;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** The facts that requests say; a request without a time says what is so now. */
record FactRequests(InstantSource clock, RenameCheck check) {
    static final String REPOSITORY = "/v1/repositories/{type}/{namespace}/{name}";
    static final String NEW_NAME = REPOSITORY + "/renamed-to";
    static final String LIKE = "/v1/likes/{type}/{namespace}/{name}/{user}";

    private static final String NO_STATE =
            "the body is missing; {\"private\":true} registers a private repository without details";
    private static final String NO_NAME = "the body is missing; {\"repo\":\"namespace/name\"} gives a new name";
    static final String TIME = "time";
    private static final int TYPE = 3;

    /** There must be a body: one that was lost on the way must not make a repository public. */
    Parsed<RepositoryEvent> register(Context context, byte[] body) {
        onlyParameters(context, Set.of());
        if (body.length == 0) return Parsed.invalid(FieldError.JSON, NO_STATE);
        return repository(context).flatMap(repo -> RepositoryEvent.decodeState(body, repo, clock.instant()));
    }

    /** Nobody here knows whether the repository was private, so it is from now on, until it is put again. */
    Parsed<RepositoryEvent> remove(Context context, byte[] body) {
        return repository(context).flatMap(repo -> time(context, body).map(at -> RepositoryEvent.hidden(repo, at)));
    }

    Parsed<RenameEvent> rename(Context context, byte[] body) {
        onlyParameters(context, Set.of());
        if (body.length == 0) return Parsed.invalid(FieldError.JSON, NO_NAME);
        return repository(context)
                .flatMap(repo -> RenameEvent.decodeTarget(body, repo, clock.instant()))
                .map(this::checked);
    }

    private RenameEvent checked(RenameEvent rename) {
        check.fault(rename).ifPresent(fault -> {
            throw new HttpProblemException(Replies.problem(409, "RenameConflict", "repo: " + fault));
        });
        return rename;
    }

    Parsed<RenameEvent> undoRename(Context context, byte[] body) {
        return repository(context)
                .flatMap(repo -> time(context, body).map(at -> new RenameEvent(repo, Optional.empty(), at)));
    }

    Parsed<LikeEvent> like(Context context, byte[] body) {
        return like(context, body, true);
    }

    Parsed<LikeEvent> unlike(Context context, byte[] body) {
        return like(context, body, false);
    }

    private Parsed<LikeEvent> like(Context context, byte[] body, boolean liked) {
        Optional<String> name = segment(context, TYPE + 3).filter(LikeEvent::isName);
        return repository(context)
                .flatMap(repo -> Parsed.of(name, "user", LikeEvent.USER_RULE)
                        .flatMap(user -> time(context, body).map(time -> new LikeEvent(repo, user, liked, time))));
    }

    private Parsed<Instant> time(Context context, byte[] body) {
        onlyParameters(context, Set.of(TIME));
        Parsed<Optional<Instant>> ofBody =
                body.length == 0 ? new Parsed.Valid<>(Optional.empty()) : LikeEvent.decodeTime(body, clock.millis());
        List<String> given = context.queryParams(TIME);
        return ofBody.flatMap(inBody -> {
            if (given.size() + (inBody.isPresent() ? 1 : 0) > 1) return Parsed.invalid(TIME, "is repeated");
            if (!given.isEmpty()) return EventTime.parse(given.get(0), clock.millis());
            return new Parsed.Valid<>(inBody.orElseGet(clock::instant));
        });
    }

    /** A parameter that nobody reads may be a wish, such as {@code private=true}, that must not be lost. */
    static void onlyParameters(Context context, Set<String> known) {
        for (String name : context.queryParamMap().keySet()) {
            if (known.contains(name)) continue;
            String nearest = NearestName.of(name, known)
                    .map(near -> ": did you mean " + near + "?")
                    .orElse("");
            throw FactRoute.bad(new FieldError(name, "no such parameter" + nearest));
        }
    }

    private static Parsed<RepoId> repository(Context context) {
        Optional<RepoType> type = segment(context, TYPE).flatMap(RepoType::ofPlural);
        if (type.isEmpty()) return Parsed.invalid("repo_type", "must be models, datasets or spaces in the path");
        Optional<RepoId> repo = segment(context, TYPE + 1)
                .flatMap(namespace ->
                        segment(context, TYPE + 2).flatMap(name -> RepoId.of(type.get(), namespace, name)));
        return Parsed.of(repo, "repo", "must be namespace/name in the path, " + RepoId.NAME_RULE);
    }

    /** Split at each raw {@code /}, then decoded once. Anything but percent-encoded UTF-8 is no name. */
    static Optional<String> segment(Context context, int index) {
        String[] raw = context.req().getRequestURI().split("/", -1);
        return index < raw.length ? PercentDecoder.strict(raw[index]) : Optional.empty();
    }
}
