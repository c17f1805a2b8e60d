package dev.footfall.queryapi.http;

import dev.footfall.events.RepoId;
import dev.footfall.events.renames.Lineage;
import dev.footfall.queryapi.auth.Caller;
import dev.footfall.queryapi.auth.Sight;
import dev.footfall.queryapi.auth.Visibility;
import dev.footfall.queryapi.question.NumbersQuery;
import dev.footfall.queryapi.question.RepositoryNumbers;
import dev.footfall.queryapi.question.SummariesQuery;
import dev.footfall.queryapi.route.Answer;
import dev.footfall.queryapi.route.StateReader;
import dev.footfall.web.HttpProblemException;
import dev.footfall.web.Reply;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/**
 * Looks repositories up by name for a caller: former names lead to the present one, and a repository the caller may not
 * see is indistinguishable from one that does not exist. Safe for many threads.
 */
public record RepositoryLookup(StateReader state) {

    /** Empty when there is none, or none for this caller. One that has another name now is answered there. */
    public Answer<Optional<SeenRepository>> repository(Request request) {
        Optional<RepoId> name = request.repository();
        return repository(name, request.caller()).map(found -> {
            Optional<RepoId> present = found.map(SeenRepository::repo);
            if (present.isPresent() && !present.equals(name))
                throw new HttpProblemException(moved(present.get(), request.url()));
            return found;
        });
    }

    /**
     * Empty when it is unknown, or not for this caller. Both are found out by the same look-ups with the same outcomes,
     * so that nobody can tell one from the other by time.
     */
    private Answer<Optional<SeenRepository>> repository(Optional<RepoId> name, Caller caller) {
        if (name.isEmpty()) return Answer.unasked(Optional.empty());
        RegisteredLineage repo = asRegistered(lineage(name.get(), caller), caller);
        return state.ask(new NumbersQuery(repo.lineage, repo.isHidden())).map(repo::seen);
    }

    /** The names to look up for a caller who asks for this one: of a repository that is hidden from them no other. */
    public Lineage lineage(RepoId name, Caller caller) {
        Lineage repo = lineage(name);
        return registered(() -> state.visibility().isVisible(repo.name(), caller)) ? repo : Lineage.of(name);
    }

    public Lineage lineage(RepoId name) {
        return registered(() -> state.renames().lineage(name));
    }

    /** A repository as the registrations show it to a caller. */
    private record RegisteredLineage(Lineage lineage, Sight sight, boolean isRegistered) {
        boolean isHidden() {
            return sight == Sight.HIDDEN;
        }

        /** The part of its numbers that the caller may see. */
        Optional<SeenRepository> seen(RepositoryNumbers numbers) {
            boolean isKnown = isRegistered || numbers.isKnown();
            return isKnown && !isHidden()
                    ? Optional.of(new SeenRepository(lineage, sight == Sight.PRIVATE, numbers))
                    : Optional.empty();
        }
    }

    private RegisteredLineage asRegistered(Lineage repo, Caller caller) {
        Visibility visibility = state.visibility();
        return registered(() -> new RegisteredLineage(
                repo, visibility.sight(repo.name(), caller), visibility.isRegistered(repo.name())));
    }

    /** One for each repository, without series; empty where there is none, or none for this caller. */
    public Answer<List<Optional<SeenSummary>>> summaries(List<Lineage> repos, Caller caller, Period period) {
        List<RegisteredLineage> registered =
                repos.stream().map(repo -> asRegistered(repo, caller)).toList();
        Set<RepoId> hidden = registered.stream()
                .filter(RegisteredLineage::isHidden)
                .map(repo -> repo.lineage.name())
                .collect(Collectors.toSet());
        return state.askOfMany(repos, some -> new SummariesQuery(some, hidden, period.start(), period.end()))
                .map(all -> IntStream.range(0, all.size())
                        .mapToObj(i -> registered
                                .get(i)
                                .seen(all.get(i).numbers())
                                .map(seen -> new SeenSummary(seen, all.get(i).recentDownloads(), List.of())))
                        .toList());
    }

    public <T> Answer<Optional<T>> about(Request request, Function<SeenRepository, Answer<T>> question) {
        return about(repository(request), question);
    }

    /** Empty where there is none, or none for this caller. */
    public <T> Answer<Optional<T>> about(
            Optional<RepoId> name, Caller caller, Function<SeenRepository, Answer<T>> question) {
        return about(repository(name, caller), question);
    }

    private static <T> Answer<Optional<T>> about(
            Answer<Optional<SeenRepository>> repository, Function<SeenRepository, Answer<T>> question) {
        return repository
                .withoutBalances()
                .then(found -> found.value()
                        .map(seen -> question.apply(seen).map(Optional::of))
                        .orElseGet(() -> new Answer.Complete<>(Optional.empty(), found.asOf())));
    }

    public static <T> T registered(Supplier<T> question) {
        try {
            return question.get();
        } catch (IllegalStateException e) { // the port is not ready
            throw new HttpProblemException(Problem.unavailable("the registrations cannot be read yet"));
        }
    }

    /** {@code url}: path and query as they stood in the request line. */
    private static Reply moved(RepoId name, String url) {
        int end = (url + "?").indexOf('?');
        String path = url.substring(0, end);
        String[] segments = path.split("/", -1);
        List<String> own = RequestPath.of(path).withoutPrefix().segments();
        int type = segments.length - own.size();
        segments[type + 1] = name.namespace();
        segments[type + 2] = name.name();
        return Reply.empty(301).with("Location", String.join("/", segments) + url.substring(end));
    }
}
