package dev.footfall.queryapi.http.category;

import dev.footfall.aggregator.query.LocalState.RepositoryPage;
import dev.footfall.events.RepoId;
import dev.footfall.events.RepositoryEvent;
import java.util.Iterator;
import java.util.List;
import java.util.NoSuchElementException;
import java.util.Optional;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

final class Candidates implements Iterator<Candidates.Candidate> {
    private final Pages<RepositoryEvent> registered;
    private final Pages<RepoId> counted;

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

    /** Iterates over a list in repository order; holds one page at a time. */
    static final class Pages<T> implements Iterator<T> {
        private static final int LENGTH = 1_000;

        private final Function<RepositoryPage, List<T>> read;
        private final Function<T, RepoId> repository;
        private Iterator<T> page = List.<T>of().iterator();
        private Optional<RepoId> last = Optional.empty();
        private boolean isRead;
        private @Nullable T next;

        Pages(Function<RepositoryPage, List<T>> read, Function<T, RepoId> repository) {
            this.read = read;
            this.repository = repository;
        }

        Optional<RepoId> peek() {
            if (next == null && hasMore()) next = page.next();
            return Optional.ofNullable(next).map(repository);
        }

        @Override
        public boolean hasNext() {
            return peek().isPresent();
        }

        @Override
        public T next() {
            T taken = hasNext() ? next : null;
            if (taken == null) throw new NoSuchElementException();
            next = null;
            return taken;
        }

        private boolean hasMore() {
            if (page.hasNext() || isRead) return page.hasNext();
            List<T> entries = read.apply(new RepositoryPage(last, LENGTH));
            isRead = entries.size() < LENGTH;
            if (!entries.isEmpty()) last = Optional.of(repository.apply(entries.get(entries.size() - 1)));
            page = entries.iterator();
            return page.hasNext();
        }
    }
}
