package dev.footfall.queryapi.states;

import dev.footfall.events.RepoId;
import dev.footfall.queryapi.question.ClassDay;
import dev.footfall.queryapi.question.DailyRows.EveryDay;
import dev.footfall.queryapi.route.Answer;
import dev.footfall.queryapi.route.RepositoryRow;
import dev.footfall.queryapi.route.RowCursor;
import dev.footfall.rules.ProjectionNames;
import java.time.LocalDate;
import java.util.Comparator;
import java.util.Iterator;
import java.util.NoSuchElementException;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * The days of two states side by side, by repository and day, each read while it is asked for: those that differ, and those
 * that do not. Without classes unless both count them. Used by one thread, and closed by it.
 */
public final class StateDiff implements Iterator<DayChange>, AutoCloseable {
    private static final Comparator<RepositoryRow<ClassDay>> ORDER =
            Comparator.<RepositoryRow<ClassDay>, RepoId>comparing(RepositoryRow::repo)
                    .thenComparing(StateDiff::date);

    private final RowCursor<ClassDay> before;
    private final RowCursor<ClassDay> after;
    private final StatePart part;
    private final boolean hasClasses;
    private final boolean isOfOne;
    private Optional<RepositoryRow<ClassDay>> headBefore = Optional.empty();
    private Optional<RepositoryRow<ClassDay>> headAfter = Optional.empty();

    private StateDiff(RowCursor<ClassDay> before, RowCursor<ClassDay> after, StatePart part, boolean hasClasses) {
        this.before = before;
        this.after = after;
        this.part = part;
        this.hasClasses = hasClasses;
        this.isOfOne = before == after;
    }

    /** That of a state from itself, each day read once: nothing has changed. */
    public static Answer<StateDiff> unchanged(CountedState state, StatePart part) {
        boolean hasClasses = state.rules().projects(ProjectionNames.CLASSES);
        return state.reader().rows(new EveryDay(part.range())).map(rows -> new StateDiff(rows, rows, part, hasClasses));
    }

    /** Also of removed and hidden repositories; none unless all partitions of both answer. As current as the older. */
    public static Answer<StateDiff> open(CountedState before, CountedState after, StatePart part) {
        boolean hasClasses =
                Stream.of(before, after).allMatch(state -> state.rules().projects(ProjectionNames.CLASSES));
        var question = new EveryDay(part.range());
        return before.reader().rows(question).then(first -> {
            Answer<StateDiff> both = new Answer.Unavailable<>("the second state was not queried");
            try {
                both = after.reader().rows(question).map(rows -> new StateDiff(first.value(), rows, part, hasClasses));
                return both;
            } finally {
                boolean isOpen = both.fold(complete -> true, partial -> false, unavailable -> false);
                if (!isOpen) first.value().close();
            }
        });
    }

    private static LocalDate date(RepositoryRow<ClassDay> row) {
        return row.day().counts().date();
    }

    @Override
    public boolean hasNext() {
        while (headBefore.isEmpty() && before.hasNext()) headBefore = wanted(before.next());
        if (isOfOne) headAfter = headBefore;
        while (headAfter.isEmpty() && after.hasNext()) headAfter = wanted(after.next());
        return headBefore.isPresent() || headAfter.isPresent();
    }

    private Optional<RepositoryRow<ClassDay>> wanted(RepositoryRow<ClassDay> row) {
        if (!part.has(row.repo())) return Optional.empty();
        if (hasClasses) return Optional.of(row);
        return Optional.of(new RepositoryRow<>(row.repo(), ClassDay.of(row.day().counts())));
    }

    @Override
    public DayChange next() {
        if (!hasNext()) throw new NoSuchElementException();
        int order =
                headBefore.isEmpty() ? 1 : headAfter.isEmpty() ? -1 : ORDER.compare(headBefore.get(), headAfter.get());
        Optional<RepositoryRow<ClassDay>> one = order <= 0 ? headBefore : Optional.empty();
        Optional<RepositoryRow<ClassDay>> other = order >= 0 ? headAfter : Optional.empty();
        if (order <= 0) headBefore = Optional.empty();
        if (order >= 0) headAfter = Optional.empty();
        RepositoryRow<ClassDay> row = one.or(() -> other).orElseThrow();
        return DayChange.of(row.repo(), date(row), one.map(RepositoryRow::day), other.map(RepositoryRow::day));
    }

    @Override
    public void close() {
        try {
            before.close();
        } finally {
            if (!isOfOne) after.close();
        }
    }
}
