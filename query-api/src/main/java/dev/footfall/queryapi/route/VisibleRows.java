package dev.footfall.queryapi.route;

import dev.footfall.aggregator.query.RepositoryRow;
import dev.footfall.aggregator.query.RowCursor;
import dev.footfall.events.RepoId;
import java.util.NoSuchElementException;
import java.util.Optional;
import java.util.function.Predicate;

/**
 * The rows of a cursor that a caller may see; reads one ahead when asked whether there is one. Looks up each repository once:
 * its rows follow one another. Used by one thread.
 */
final class VisibleRows<T> implements RowCursor<T> {
    private final RowCursor<T> rows;
    private final Predicate<RepoId> visible;
    private Optional<RepositoryRow<T>> ahead = Optional.empty();
    private Optional<RepoId> asked = Optional.empty();
    private boolean isVisible;

    VisibleRows(RowCursor<T> rows, Predicate<RepoId> visible) {
        this.rows = rows;
        this.visible = visible;
    }

    @Override
    public boolean hasNext() {
        while (ahead.isEmpty() && rows.hasNext())
            ahead = Optional.of(rows.next()).filter(row -> isVisible(row.repo()));
        return ahead.isPresent();
    }

    private boolean isVisible(RepoId repo) {
        if (asked.filter(repo::equals).isPresent()) return isVisible;
        asked = Optional.of(repo);
        isVisible = visible.test(repo);
        return isVisible;
    }

    @Override
    public RepositoryRow<T> next() {
        if (!hasNext()) throw new NoSuchElementException();
        RepositoryRow<T> row = ahead.orElseThrow();
        ahead = Optional.empty();
        return row;
    }

    @Override
    public void close() {
        rows.close();
    }
}
