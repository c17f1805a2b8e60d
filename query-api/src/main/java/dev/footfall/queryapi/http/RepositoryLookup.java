package dev.footfall.queryapi.http;

import dev.footfall.aggregator.query.AsOf;
import dev.footfall.events.RepoId;
import dev.footfall.events.RepositoryEvent;
import dev.footfall.queryapi.auth.Caller;
import dev.footfall.queryapi.question.NumbersQuery;
import dev.footfall.queryapi.question.RepositoryNumbers;
import dev.footfall.queryapi.route.Answer;
import dev.footfall.queryapi.route.StateReader;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.Supplier;

/**
 * The look-up of repositories as a caller sees them.
 *
 * @param state the partitions
 */
public record RepositoryLookup(StateReader state) {
    /**
     * A repository that the caller may see.
     *
     * @param repo its name
     * @param isPrivate true if others may not see it
     * @param numbers its totals and likes
     */
    public record Seen(RepoId repo, boolean isPrivate, RepositoryNumbers numbers) {}

    /** The repository of the request's path; empty when there is none, or none for this caller. */
    public Answer<Optional<Seen>> repository(Request request) {
        return repository(request.repository(), request.caller());
    }

    private Answer<Optional<Seen>> repository(Optional<RepoId> name, Caller caller) {
        return name.map(repo -> repository(repo, caller))
                .orElseGet(() -> new Answer.Complete<>(Optional.empty(), new AsOf(Optional.empty(), 0)));
    }

    /**
     * This repository; empty when it is unknown, or not for this caller. Both are found out by the same look-ups, all of
     * which are made before anything is decided.
     */
    public Answer<Optional<Seen>> repository(RepoId repo, Caller caller) {
        Function<RepositoryNumbers, Optional<Seen>> known = known(repo, caller);
        return state.ask(new NumbersQuery(repo)).map(known);
    }

    /** The part of a repository's numbers that the caller may see. Looks up at once what else that depends on. */
    public Function<RepositoryNumbers, Optional<Seen>> known(RepoId repo, Caller caller) {
        boolean isVisible = registered(() -> state.visibility().isVisible(repo, caller));
        Optional<RepositoryEvent> registration = registration(repo);
        return numbers -> {
            var seen = new Seen(repo, isPrivate(registration), numbers);
            boolean isKnown = registration.isPresent() || numbers.counted().isPresent();
            return isVisible && isKnown ? Optional.of(seen) : Optional.empty();
        };
    }

    /** Answers a further question about the repository of the request's path; empty where the repository is. */
    public <T> Answer<Optional<T>> about(Request request, Function<Seen, Answer<T>> question) {
        return about(request.repository(), request.caller(), question);
    }

    /** Answers a further question about a repository; empty where there is none, or none for this caller. */
    public <T> Answer<Optional<T>> about(Optional<RepoId> repo, Caller caller, Function<Seen, Answer<T>> question) {
        return repository(repo, caller)
                .then(found -> found.value()
                        .map(seen -> question.apply(seen).map(Optional::of))
                        .orElseGet(() -> new Answer.Complete<>(Optional.empty(), found.asOf())));
    }

    private static boolean isPrivate(Optional<RepositoryEvent> registration) {
        return registration.map(RepositoryEvent::isPrivate).orElse(false);
    }

    private Optional<RepositoryEvent> registration(RepoId repo) {
        return registered(() -> state.registration(repo));
    }

    /**
     * The answer to a question about registrations.
     *
     * @throws HttpProblemException if they cannot be asked yet
     */
    public static <T> T registered(Supplier<T> question) {
        try {
            return question.get();
        } catch (IllegalStateException e) { // the port is not ready
            throw refusal("the registrations cannot be asked yet");
        }
    }

    private static HttpProblemException refusal(String reason) {
        return new HttpProblemException(Problem.unavailable(reason, json -> {}));
    }
}
