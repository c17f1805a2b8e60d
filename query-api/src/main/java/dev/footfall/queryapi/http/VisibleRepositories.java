package dev.footfall.queryapi.http;

import dev.footfall.aggregator.query.AsOf;
import dev.footfall.aggregator.query.ListPage;
import dev.footfall.events.Category;
import dev.footfall.events.RepoId;
import dev.footfall.events.RepoType;
import dev.footfall.events.RepositoryEvent;
import dev.footfall.events.Standing;
import dev.footfall.events.renames.Lineage;
import dev.footfall.events.renames.Renames;
import dev.footfall.queryapi.auth.Caller;
import dev.footfall.queryapi.auth.Sight;
import dev.footfall.queryapi.question.CountedQuery;
import dev.footfall.queryapi.route.Answer;
import dev.footfall.queryapi.route.StateReader;
import dev.footfall.web.HttpProblemException;
import java.util.List;
import java.util.Optional;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Function;
import java.util.stream.Stream;

/**
 * The repositories that are registered or have counted events, and the rule for those among them that a caller may see. What
 * the caller may not see is left out before anything is asked about it. Used by one thread, for one request.
 */
public final class VisibleRepositories {
    private static final int PAGE_LENGTH = 1_000;

    private final StateReader state;
    private final Caller caller;
    private final Renames renames;
    private Optional<AsOf> asOf = Optional.empty();

    public VisibleRepositories(StateReader state, Caller caller) {
        this.state = state;
        this.caller = caller;
        this.renames = RepositoryLookup.registered(state::renames);
    }

    public Renames renames() {
        return renames;
    }

    /** Those of a namespace, of all types, that the caller may see. */
    public List<Lineage> of(String namespace) {
        var names = new TreeSet<RepoId>();
        for (RepoType type : RepoType.values()) {
            // No name comes before this one, which must be looked up by itself.
            Optional<RepoId> first = RepoId.of(type, namespace, "-");
            if (first.isEmpty()) return List.of();
            names.add(first.get());
            all(type, first)
                    .map(Candidate::repo)
                    .takeWhile(repo -> repo.namespace().equals(namespace))
                    .forEach(names::add);
        }
        return names.stream().filter(this::isVisible).map(renames::lineage).toList();
    }

    /** One that is registered, has counted events or was renamed, visible or not, and its registration. */
    public record Candidate(RepoId repo, Optional<RepositoryEvent> registration) {
        static Candidate of(RepositoryEvent registration) {
            return new Candidate(registration.repo(), Optional.of(registration));
        }
    }

    /** All of a type after a repository, in the order of their keys. */
    public Stream<Candidate> all(RepoType type, Optional<RepoId> after) {
        return pages(after, page -> all(type, page), Candidate::repo);
    }

    private List<Candidate> all(RepoType type, ListPage<RepoId> page) {
        var all = new TreeMap<RepoId, Candidate>();
        Stream<RepoId> renamed = renames.lineages().stream()
                .map(Lineage::name)
                .filter(name -> name.type() == type)
                .filter(name ->
                        page.after().filter(after -> after.compareTo(name) >= 0).isEmpty());
        Stream.concat(whole(state.ask(new CountedQuery(type, page))).stream(), renamed)
                .forEach(repo -> all.put(repo, new Candidate(repo, Optional.empty())));
        RepositoryLookup.registered(() -> state.state().registrations().registered(type, page))
                .forEach(event -> all.put(event.repo(), Candidate.of(event)));
        return all.values().stream().limit(page.limit()).toList();
    }

    /** All that are registered in a category. */
    public Stream<Candidate> all(Category category) {
        return registered(page -> state.state().registrations().registered(category, page))
                .map(Candidate::of);
    }

    /** All registrations, of visible repositories or not, in the order of their keys. */
    public Stream<RepositoryEvent> registered(RepoType type) {
        return registered(page -> state.state().registrations().registered(type, page));
    }

    private static Stream<RepositoryEvent> registered(Function<ListPage<RepoId>, List<RepositoryEvent>> read) {
        return pages(
                Optional.empty(), page -> RepositoryLookup.registered(() -> read.apply(page)), RepositoryEvent::repo);
    }

    /** Each page is read when it is needed. */
    private static <T> Stream<T> pages(
            Optional<RepoId> after, Function<ListPage<RepoId>, List<T>> read, Function<T, RepoId> repository) {
        return Stream.iterate(read.apply(new ListPage<>(after, PAGE_LENGTH)), page -> !page.isEmpty(), page -> {
                    if (page.size() < PAGE_LENGTH) return List.of();
                    RepoId last = repository.apply(page.get(page.size() - 1));
                    return read.apply(new ListPage<>(Optional.of(last), PAGE_LENGTH));
                })
                .flatMap(List::stream);
    }

    /** True if the caller may see it; a former name is no repository of its own. */
    public boolean isVisible(RepoId repo) {
        return renames.nameOf(repo).equals(repo)
                && RepositoryLookup.registered(() -> state.visibility().isVisible(repo, caller));
    }

    /** By its registration at hand, unless it was renamed. */
    public boolean isVisible(Candidate one) {
        if (renames.concern(one.repo)) return isVisible(one.repo);
        return state.visibility().sight(one.repo, Standing.of(one.registration), caller) != Sight.HIDDEN;
    }

    /** The value of a whole answer; fails with an {@link HttpProblemException} if a partition cannot be reached. */
    public <T> T whole(Answer<T> answer) {
        Answer.Complete<T> complete = AnswerRenderer.whole(answer);
        asOf = Optional.of(asOf.map(complete.asOf()::earlier).orElse(complete.asOf()));
        return complete.value();
    }

    /** Returns an answer as old as the oldest of those asked for. */
    public <T> Answer<T> answer(Function<AsOf, T> value) {
        AsOf oldest = asOf.orElse(AsOf.NOTHING);
        return new Answer.Complete<>(value.apply(oldest), oldest);
    }

    /** A 404, unless what was asked for is behind. */
    public HttpProblemException notFound(AnswerRenderer answers, String detail) {
        asOf.ifPresent(answers::checkCurrent);
        return new HttpProblemException(Problem.notFound(detail));
    }
}
