package dev.footfall.queryapi.http.category;

import dev.footfall.aggregator.query.RepositoryPage;
import dev.footfall.events.RepoId;
import java.util.Iterator;
import java.util.List;
import java.util.NoSuchElementException;
import java.util.Optional;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** A list in the order of its repositories, of which one page at a time is held. */
final class Pages<T> implements Iterator<T> {
    private static final int LENGTH = 1_000;

    private final Function<RepositoryPage, List<T>> read;
    private final Function<T, RepoId> repository;
    private Iterator<T> page = List.<T>of().iterator();
    private Optional<RepoId> last = Optional.empty();
    private boolean isRead;
    private @Nullable T next;

    /**
     * A list.
     *
     * @param read reads a page; only the last one has fewer entries than wanted
     */
    Pages(Function<RepositoryPage, List<T>> read, Function<T, RepoId> repository) {
        this.read = read;
        this.repository = repository;
    }

    /** The repository of the next entry; empty at the end. */
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
