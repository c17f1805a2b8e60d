package dev.footfall.queryapi.http.stats;

import dev.footfall.aggregator.query.LocalRead.AsOf;
import dev.footfall.aggregator.query.LocalState.RepositoryPage;
import dev.footfall.aggregator.renames.Renames;
import dev.footfall.aggregator.renames.Renames.Lineage;
import dev.footfall.events.RepoId;
import dev.footfall.events.RepoType;
import dev.footfall.events.RepositoryEvent;
import dev.footfall.queryapi.auth.Caller;
import dev.footfall.queryapi.http.AnswerRenderer;
import dev.footfall.queryapi.http.QueryService;
import dev.footfall.queryapi.http.RepositoryLookup;
import dev.footfall.queryapi.http.RepositoryPages;
import dev.footfall.queryapi.question.RepositoriesQuery.CountedQuery;
import dev.footfall.queryapi.route.Answer;
import dev.footfall.queryapi.route.PartitionQuery;
import dev.footfall.web.HttpProblemException;
import java.util.List;
import java.util.Optional;
import java.util.TreeSet;
import java.util.function.Function;

/**
 * The repositories of a namespace, of all types, that a caller may see: those that are registered or have counted events. What
 * the caller may not see is left out before anything is asked about it. Used by one thread, for one request.
 */
public final class NamespaceRepositories {
    private final QueryService service;
    private final String namespace;
    private final Caller caller;
    private final Renames renames;
    private Optional<AsOf> asOf = Optional.empty();
    private Optional<List<Lineage>> read = Optional.empty();

    public NamespaceRepositories(QueryService service, String namespace, Caller caller) {
        this.service = service;
        this.namespace = namespace;
        this.caller = caller;
        this.renames = RepositoryLookup.registered(() -> service.state().renames());
    }

    /** Throws {@link HttpProblemException} if a partition cannot be asked. */
    public List<Lineage> all() {
        if (read.isEmpty()) read = Optional.of(readAll());
        return read.get();
    }

    private List<Lineage> readAll() {
        var names = new TreeSet<RepoId>();
        for (RepoType type : RepoType.values()) {
            // No name comes before this one, which has to be looked up by itself.
            Optional<RepoId> first = RepoId.of(type, namespace, "-");
            if (first.isEmpty()) return List.of();
            names.add(first.get());
            RepositoryPages.all(first, page -> ask(new CountedQuery(type, page)), Function.identity())
                    .takeWhile(this::isHere)
                    .forEach(names::add);
            RepositoryPages.all(first, page -> registered(type, page), Function.identity())
                    .takeWhile(this::isHere)
                    .forEach(names::add);
        }
        renames.lineages().stream().map(Lineage::name).filter(this::isHere).forEach(names::add);
        return names.stream()
                .filter(this::isVisible)
                .map(service.repositories()::lineage)
                .toList();
    }

    private List<RepoId> registered(RepoType type, RepositoryPage page) {
        return RepositoryLookup.registered(() -> service.state().state().registered(type, page)).stream()
                .map(RepositoryEvent::repo)
                .toList();
    }

    private boolean isHere(RepoId repo) {
        return repo.namespace().equals(namespace);
    }

    /** True if the caller may see it; a former name is no repository of its own. */
    private boolean isVisible(RepoId repo) {
        return (!renames.concern(repo) || renames.nameOf(repo).equals(repo))
                && RepositoryLookup.registered(
                        () -> service.state().visibility().isVisible(repo, caller));
    }

    /** @throws HttpProblemException if a partition cannot be asked */
    <T> T ask(PartitionQuery<T> query) {
        return whole(service.ask(query));
    }

    <T> T whole(Answer<T> answer) {
        Answer.Complete<T> complete = AnswerRenderer.whole(answer);
        asOf = Optional.of(asOf.map(complete.asOf()::earlier).orElse(complete.asOf()));
        return complete.value();
    }

    /** Returns an answer as old as the oldest of those asked for. */
    public <T> Answer<T> answer(T value) {
        return new Answer.Complete<>(value, asOf.orElseThrow());
    }
}
