package dev.footfall.queryapi.http.category;

import dev.footfall.events.RepoId;
import dev.footfall.events.RepositoryEvent;
import java.util.Iterator;
import java.util.Optional;

/** The union of repositories that are registered and such that have counted events, in the order of their keys. */
final class Candidates implements Iterator<Candidates.Candidate> {
    private final Pages<RepositoryEvent> registered;
    private final Pages<RepoId> counted;

    /**
     * A repository, whoever may see it.
     *
     * @param registration as it is registered; empty when it is not
     */
    record Candidate(RepoId repo, Optional<RepositoryEvent> registration) {}

    Candidates(Pages<RepositoryEvent> registered, Pages<RepoId> counted) {
        this.registered = registered;
        this.counted = counted;
    }

    @Override
    public boolean hasNext() {
        return counted.hasNext() || registered.hasNext();
    }

    @Override
    public Candidate next() {
        Optional<RepoId> withEvents = counted.peek();
        Optional<RepoId> known = registered.peek();
        boolean isUnregistered = withEvents
                .filter(repo -> known.isEmpty() || repo.compareTo(known.get()) < 0)
                .isPresent();
        if (isUnregistered) return new Candidate(counted.next(), Optional.empty());
        if (known.equals(withEvents)) counted.next();
        RepositoryEvent event = registered.next();
        return new Candidate(event.repo(), Optional.of(event));
    }
}
