package dev.footfall.queryapi.http;

import dev.footfall.aggregator.query.LocalRead.AsOf;
import dev.footfall.aggregator.query.LocalState.RepositoryPage;
import dev.footfall.aggregator.renames.Renames;
import dev.footfall.aggregator.renames.Renames.Lineage;
import dev.footfall.events.Category;
import dev.footfall.events.RepoId;
import dev.footfall.events.RepoType;
import dev.footfall.events.RepositoryEvent;
import dev.footfall.queryapi.auth.Caller;
import dev.footfall.queryapi.auth.Visibility.Sight;
import dev.footfall.queryapi.question.RepositoriesQuery.CountedQuery;
import dev.footfall.queryapi.route.Answer;
import dev.footfall.queryapi.route.StateReader;
import dev.footfall.web.HttpProblemException;
import java.util.List;
import java.util.Optional;
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
            // No name comes before this one, which has to be looked up by itself.
            Optional<RepoId> first = RepoId.of(type, namespace, "-");
            if (first.isEmpty()) return List.of();
            names.add(first.get());
            Stream<RepoId> registered = registered(type, first).map(RepositoryEvent::repo);
            for (Stream<RepoId> sorted : List.of(counted(type, first), registered)) {
                sorted.takeWhile(repo -> repo.namespace().equals(namespace)).forEach(names::add);
            }
        }
        return names.stream().filter(this::isVisible).map(renames::lineage).toList();
    }

    /** Those after a repository that have counted events or were renamed, visible or not, in the order of their keys. */
    public Stream<RepoId> counted(RepoType type, Optional<RepoId> after) {
        return pages(after, page -> counted(type, page), Function.identity());
    }

    private List<RepoId> counted(RepoType type, RepositoryPage page) {
        Stream<RepoId> renamed = renames.lineages().stream()
                .map(Lineage::name)
                .filter(name -> name.type() == type)
                .filter(name ->
                        page.after().filter(after -> after.compareTo(name) >= 0).isEmpty());
        return Stream.concat(whole(state.ask(new CountedQuery(type, page))).stream(), renamed)
                .distinct()
                .sorted()
                .limit(page.limit())
                .toList();
    }

    /** The registrations after that of a repository, of visible ones or not, in the order of their keys. */
    public Stream<RepositoryEvent> registered(RepoType type, Optional<RepoId> after) {
        return registered(after, page -> state.state().registered(type, page));
    }

    public Stream<RepositoryEvent> registered(Category category) {
        return registered(Optional.empty(), page -> state.state().registered(category, page));
    }

    private static Stream<RepositoryEvent> registered(
            Optional<RepoId> after, Function<RepositoryPage, List<RepositoryEvent>> read) {
        return pages(after, page -> RepositoryLookup.registered(() -> read.apply(page)), RepositoryEvent::repo);
    }

    /** Each page is read when it is needed. */
    private static <T> Stream<T> pages(
            Optional<RepoId> after, Function<RepositoryPage, List<T>> read, Function<T, RepoId> repository) {
        return Stream.iterate(read.apply(new RepositoryPage(after, PAGE_LENGTH)), page -> !page.isEmpty(), page -> {
                    if (page.size() < PAGE_LENGTH) return List.of();
                    RepoId last = repository.apply(page.get(page.size() - 1));
                    return read.apply(new RepositoryPage(Optional.of(last), PAGE_LENGTH));
                })
                .flatMap(List::stream);
    }

    /** True if the caller may see it; a former name is no repository of its own. */
    public boolean isVisible(RepoId repo) {
        return renames.nameOf(repo).equals(repo)
                && RepositoryLookup.registered(() -> state.visibility().isVisible(repo, caller));
    }

    /** By its registration at hand, unless it was renamed. */
    public boolean isVisible(RepoId repo, Optional<RepositoryEvent> registration) {
        if (renames.concern(repo)) return isVisible(repo);
        return state.visibility().sight(repo, registration, caller) != Sight.HIDDEN;
    }

    /** The value of a whole answer; fails with an {@link HttpProblemException} if a partition cannot be asked. */
    public <T> T whole(Answer<T> answer) {
        Answer.Complete<T> complete = AnswerRenderer.whole(answer);
        asOf = Optional.of(asOf.map(complete.asOf()::earlier).orElse(complete.asOf()));
        return complete.value();
    }

    /** Returns an answer as old as the oldest of those asked for. */
    public <T> Answer<T> answer(Function<AsOf, T> value) {
        AsOf oldest = asOf.orElseThrow();
        return new Answer.Complete<>(value.apply(oldest), oldest);
    }
}
