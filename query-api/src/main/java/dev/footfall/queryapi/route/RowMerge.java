package dev.footfall.queryapi.route;

import dev.footfall.aggregator.query.RowRange;
import dev.footfall.aggregator.query.RowsLost;
import dev.footfall.events.RepoId;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.NoSuchElementException;
import java.util.Optional;
import java.util.PriorityQueue;
import java.util.TreeMap;
import java.util.stream.Stream;

/**
 * Merges cursors by repository and day, reading one row of each ahead. Most repositories are in one cursor, so cursors
 * are compared only where a repository ends; rows of the same day of a renamed repository are added up. Not
 * thread-safe.
 */
final class RowMerge<T> implements RowCursor<T> {
    private final List<RowCursor<T>> cursors;
    private final RowDays<T> days;
    private final PriorityQueue<MergeHead<T>> waiting;
    private Optional<MergeHead<T>> current = Optional.empty();
    private boolean isBegun;

    private record MergeHead<T>(RepositoryRow<T> row, RowCursor<T> rest) {
        RepoId repo() {
            return row.repo();
        }

        static <T> Optional<MergeHead<T>> of(RowCursor<T> cursor) {
            return cursor.hasNext() ? Optional.of(new MergeHead<>(cursor.next(), cursor)) : Optional.empty();
        }
    }

    /** Closes the cursors in the end; nothing is read yet. */
    RowMerge(List<RowCursor<T>> cursors, RowDays<T> days, Comparator<RepoId> order) {
        this.cursors = List.copyOf(cursors);
        this.days = days;
        this.waiting = new PriorityQueue<>(Comparator.<MergeHead<T>, RepoId>comparing(MergeHead::repo, order)
                .thenComparing(this::date));
    }

    private LocalDate date(MergeHead<T> head) {
        return days.date().apply(head.row().day());
    }

    private void begin() {
        if (isBegun) return;
        isBegun = true;
        for (RowCursor<T> cursor : cursors) MergeHead.of(cursor).ifPresent(waiting::add);
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
        MergeHead<T> head = current.orElseThrow(NoSuchElementException::new);
        RepositoryRow<T> row = head.row();
        boolean isAlone = !isWaiting(row.repo());
        advance(head);
        if (isAlone) return row;
        while (current.filter(next -> isSameDay(next, head)).isPresent()) {
            MergeHead<T> same = current.get();
            row = new RepositoryRow<>(
                    row.repo(), days.sum().apply(row.day(), same.row().day()));
            advance(same);
        }
        return row;
    }

    private void advance(MergeHead<T> head) {
        Optional<MergeHead<T>> following = MergeHead.of(head.rest());
        boolean isNext = following.isPresent() && following.get().repo().equals(head.repo()) && !isWaiting(head.repo());
        if (isNext) {
            current = following;
        } else {
            following.ifPresent(waiting::add);
            current = Optional.ofNullable(waiting.poll());
        }
    }

    private boolean isWaiting(RepoId repo) {
        MergeHead<T> next = waiting.peek();
        return next != null && next.repo().equals(repo);
    }

    private boolean isSameDay(MergeHead<T> one, MergeHead<T> other) {
        return one.repo().equals(other.repo()) && date(one).equals(date(other));
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

    /**
     * Sums the days of names that are in one partition, under the repository's present name. {@code repositories}: for
     * each, those of its names that are in the partition, in the order of the rows.
     */
    static <T> RowCursor<T> renamed(RowsQuery<T> query, PartitionView view, Map<RepoId, List<RepoId>> repositories) {
        return new RowReader<>(repositories.entrySet().stream()
                .flatMap(names ->
                        sums(query, view, names.getValue()).map(day -> new RepositoryRow<>(names.getKey(), day)))
                .iterator());
    }

    private static <T> Stream<T> sums(RowsQuery<T> query, PartitionView view, List<RepoId> names) {
        RowDays<T> kind = query.days();
        RowRange range = query.range();
        var days = new TreeMap<LocalDate, T>();
        for (RepoId name : names) {
            List<T> counted = view
                    .state()
                    .days()
                    .of(name, range.from(), range.to(), kind::of)
                    .fold(
                            found -> found.value(),
                            notOwned -> {
                                throw new RowsLost();
                            },
                            notReady -> {
                                throw new RowsLost();
                            })
                    .stream()
                    .flatMap(Optional::stream)
                    .toList();
            List<T> all = query.balanced()
                    .map(form -> form.merged(counted, view.balances().days(name, range.from(), range.to())))
                    .orElse(counted);
            all.forEach(day -> days.merge(kind.date().apply(day), day, kind.sum()));
        }
        return days.values().stream();
    }
}
