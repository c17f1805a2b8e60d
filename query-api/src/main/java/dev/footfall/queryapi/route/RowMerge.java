package dev.footfall.queryapi.route;

import dev.footfall.aggregator.query.RepositoryRow;
import dev.footfall.aggregator.query.RowCursor;
import dev.footfall.events.RepoId;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.NoSuchElementException;
import java.util.Optional;
import java.util.PriorityQueue;

/**
 * The rows of several cursors in one order: by repository and day. Reads one row of each ahead, whatever their number.
 * A repository lies in one partition, so the order is looked at only where a repository ends. Used by one thread.
 */
final class RowMerge<T> implements RowCursor<T> {
    private final List<RowCursor<T>> cursors;
    private final PriorityQueue<Head<T>> waiting;
    private Optional<Head<T>> current = Optional.empty();
    private boolean isBegun;

    private record Head<T>(RepositoryRow<T> row, RowCursor<T> rest) {
        RepoId repo() {
            return row.repo();
        }

        static <T> Optional<Head<T>> of(RowCursor<T> cursor) {
            return cursor.hasNext() ? Optional.of(new Head<>(cursor.next(), cursor)) : Optional.empty();
        }
    }

    /**
     * The rows of these cursors, which it closes in the end; nothing is read yet.
     *
     * @param order the order of repositories, which the rows of each cursor have
     */
    RowMerge(List<RowCursor<T>> cursors, Comparator<RepoId> order) {
        this.cursors = List.copyOf(cursors);
        this.waiting = new PriorityQueue<>(Comparator.comparing(Head::repo, order));
    }

    /** No rows. */
    static <T> RowCursor<T> none() {
        return new RowMerge<>(List.of(), Comparator.naturalOrder());
    }

    /** Reads the first row of each cursor, once. */
    private void begin() {
        if (isBegun) return;
        isBegun = true;
        for (RowCursor<T> cursor : cursors) Head.of(cursor).ifPresent(waiting::add);
        current = Optional.ofNullable(waiting.poll());
    }

    @Override
    public boolean hasNext() {
        begin();
        return current.isPresent();
    }

    @Override
    public RepositoryRow<T> next() {
        begin();
        Head<T> head = current.orElseThrow(NoSuchElementException::new);
        Optional<Head<T>> following = Head.of(head.rest());
        if (following.isPresent() && following.get().repo().equals(head.repo())) {
            current = following;
        } else {
            following.ifPresent(waiting::add);
            current = Optional.ofNullable(waiting.poll());
        }
        return head.row();
    }

    @Override
    public void close() {
        close(cursors);
    }

    /** Closes all of them, also when one of them fails. */
    static void close(List<? extends RowCursor<?>> cursors) {
        var failures = new ArrayList<RuntimeException>();
        for (RowCursor<?> cursor : cursors) {
            try {
                cursor.close();
            } catch (RuntimeException e) {
                failures.add(e);
            }
        }
        if (!failures.isEmpty()) throw failures.get(0);
    }
}
