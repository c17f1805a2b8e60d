package dev.footfall.queryapi.route;

import dev.footfall.aggregator.counting.RowFormat;
import dev.footfall.aggregator.query.RowCursor;
import dev.footfall.aggregator.query.RowCursor.RepositoryRow;
import dev.footfall.events.RepoId;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.NoSuchElementException;
import java.util.Optional;
import java.util.PriorityQueue;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * Merges cursors by repository and day, reading one row of each ahead. Most repositories are in one cursor, so cursors
 * are compared only where a repository ends; rows of the same day of a renamed repository are added up. Not
 * thread-safe.
 */
final class RowMerge<T> implements RowCursor<T> {
    private final List<RowCursor<T>> cursors;
    private final RowsQuery<T> query;
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

    /** Closes the cursors in the end; nothing is read yet. */
    RowMerge(List<RowCursor<T>> cursors, RowsQuery<T> query) {
        this.cursors = List.copyOf(cursors);
        this.query = query;
        this.waiting = new PriorityQueue<>(
                Comparator.<Head<T>, RepoId>comparing(Head::repo, query.order()).thenComparing(this::date));
    }

    private LocalDate date(Head<T> head) {
        return query.date(head.row().day());
    }

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
        RepositoryRow<T> row = head.row();
        boolean isAlone = !isWaiting(row.repo());
        advance(head);
        if (isAlone) return row;
        for (Head<T> same = sameDay(head); same != null; same = sameDay(head)) {
            row = new RepositoryRow<>(
                    row.repo(), query.sum(row.day(), same.row().day()));
            advance(same);
        }
        return row;
    }

    private void advance(Head<T> head) {
        Optional<Head<T>> following = Head.of(head.rest());
        boolean isNext = following.isPresent() && following.get().repo().equals(head.repo()) && !isWaiting(head.repo());
        if (isNext) {
            current = following;
        } else {
            following.ifPresent(waiting::add);
            current = Optional.ofNullable(waiting.poll());
        }
    }

    private boolean isWaiting(RepoId repo) {
        Head<T> next = waiting.peek();
        return next != null && next.repo().equals(repo);
    }

    private @Nullable Head<T> sameDay(Head<T> head) {
        return current.filter(
                        next -> next.repo().equals(head.repo()) && date(next).equals(date(head)))
                .orElse(null);
    }

    @Override
    public void close() {
        close(cursors);
    }

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

    /** Sums the days of names that are in one partition, under the repository's present name. Used by one thread. */
    static final class RenamedRows<T> implements RowCursor<T> {
        private final RowsQuery<T> query;
        private final PartitionView view;
        private final Iterator<Map.Entry<RepoId, List<RepoId>>> repositories;
        private Iterator<RepositoryRow<T>> rows = Collections.emptyIterator();

        /** {@code repositories}: for each, those of its names that are in the partition, in the order of the query. */
        RenamedRows(RowsQuery<T> query, PartitionView view, Map<RepoId, List<RepoId>> repositories) {
            this.query = query;
            this.view = view;
            this.repositories = repositories.entrySet().iterator();
        }

        @Override
        public boolean hasNext() {
            while (!rows.hasNext() && repositories.hasNext()) {
                Map.Entry<RepoId, List<RepoId>> next = repositories.next();
                rows = rows(next.getKey(), next.getValue());
            }
            return rows.hasNext();
        }

        private Iterator<RepositoryRow<T>> rows(RepoId repository, List<RepoId> names) {
            var days = new TreeMap<LocalDate, T>();
            for (RepoId name : names) {
                for (T day : days(name)) days.merge(query.date(day), day, query::sum);
            }
            return days.values().stream()
                    .map(day -> new RepositoryRow<>(repository, day))
                    .iterator();
        }

        private List<T> days(RepoId name) {
            return view.state()
                    .days(name, query.range().from(), query.range().to(), this::form)
                    .fold(
                            found -> found.value().stream()
                                    .flatMap(Optional::stream)
                                    .toList(),
                            notOwned -> {
                                throw new Lost();
                            },
                            notReady -> {
                                throw new Lost();
                            });
        }

        private Optional<T> form(LocalDate date, byte[] row) {
            return RowFormat.hasFiles(row) ? Optional.of(query.form().of(date, row)) : Optional.empty();
        }

        @Override
        public RepositoryRow<T> next() {
            if (!hasNext()) throw new NoSuchElementException();
            return rows.next();
        }

        @Override
        public void close() {
            // nothing stays open between two repositories
        }
    }
}
