package dev.footfall.queryapi.route;

import java.util.Iterator;
import java.util.NoSuchElementException;
import java.util.Optional;
import java.util.function.Supplier;

/** Rows that are read one ahead when they are asked for; {@code next} is empty at the end. Not thread-safe. */
final class RowReader<T> implements RowCursor<T> {
    private final Supplier<Optional<RepositoryRow<T>>> next;
    private final Runnable closing;
    private Optional<RepositoryRow<T>> ahead = Optional.empty();
    private boolean isAtEnd;

    RowReader(Supplier<Optional<RepositoryRow<T>>> next, Runnable closing) {
        this.next = next;
        this.closing = closing;
    }

    /** None, or those at hand: nothing stays open between two rows. */
    RowReader(Iterator<RepositoryRow<T>> rows) {
        this(() -> rows.hasNext() ? Optional.of(rows.next()) : Optional.empty(), () -> {});
    }

    @Override
    public boolean hasNext() {
        if (ahead.isEmpty() && !isAtEnd) ahead = next.get();
        isAtEnd = ahead.isEmpty();
        return !isAtEnd;
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
        closing.run();
    }
}
