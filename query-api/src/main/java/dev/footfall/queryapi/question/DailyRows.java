package dev.footfall.queryapi.question;

import dev.footfall.aggregator.query.LocalRead;
import dev.footfall.aggregator.query.RowRange;
import dev.footfall.events.RepoId;
import dev.footfall.queryapi.auth.Caller;
import dev.footfall.queryapi.route.BalancedDays;
import dev.footfall.queryapi.route.PartitionView;
import dev.footfall.queryapi.route.RowCursor;
import dev.footfall.queryapi.route.RowDays;
import dev.footfall.queryapi.route.RowsQuery;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/**
 * Queries for all visible daily rows of a period, as streams ordered by repository and day; memory does not grow with the
 * period. Their simple names are part of the peers' protocol.
 */
public final class DailyRows {
    private static final RowDays<ClassDay> EVERY_CLASS = ClassDay.ROWS.ofEvery();

    private DailyRows() {}

    /** With balances. */
    public record AllRows(RowRange range, Caller caller) implements RowsQuery<RepositoryDay> {
        @Override
        public RowDays<RepositoryDay> days() {
            return RepositoryDay.ROWS;
        }

        @Override
        public Optional<BalancedDays<RepositoryDay>> balanced() {
            return Optional.of(RepositoryDay.BALANCED);
        }
    }

    /** {@code isOfEvery}: also days on which every event was excluded: once names and days are added up, they are part of a row with files. */
    public record AllClasses(RowRange range, Caller caller, boolean isOfEvery, boolean isWithBalances)
            implements RowsQuery<ClassDay> {
        /** Only what was counted. */
        public AllClasses(RowRange range, Caller caller, boolean isOfEvery) {
            this(range, caller, isOfEvery, false);
        }

        @Override
        public RowDays<ClassDay> days() {
            return isOfEvery ? EVERY_CLASS : ClassDay.ROWS;
        }

        @Override
        public Optional<BalancedDays<ClassDay>> balanced() {
            return isWithBalances ? Optional.of(ClassDay.BALANCED) : Optional.empty();
        }
    }

    /**
     * All days of a range, with their classes, also those on which every event was excluded, of all repositories, visible or
     * not: two states are compared by all that they counted.
     */
    public record EveryDay(RowRange range) implements RowsQuery<ClassDay> {
        @Override
        public RowDays<ClassDay> days() {
            return EVERY_CLASS;
        }

        @Override
        public Caller caller() {
            throw new UnsupportedOperationException("no row depends on a caller");
        }

        /** The rows as they are counted, each under the name in its events. */
        @Override
        public LocalRead<RowCursor<ClassDay>> answer(PartitionView view) {
            return read(view);
        }
    }

    public record AllHours(RowRange range, Caller caller) implements RowsQuery<DayHours> {
        @Override
        public RowDays<DayHours> days() {
            return DayHours.ROWS;
        }
    }

    /** The same as {@link AllHours} for all types, ordered by {@link RepoId#mixedName}. */
    public record HoursByName(LocalDate from, LocalDate to, Caller caller) implements RowsQuery<DayHours> {
        @Override
        public RowDays<DayHours> days() {
            return DayHours.ROWS;
        }

        @Override
        public RowRange range() {
            return new RowRange(Optional.empty(), from, to);
        }

        @Override
        public Comparator<RepoId> order() {
            return Comparator.comparing(RepoId::mixedName);
        }

        /** Within a type, the order of names is that of keys. */
        @Override
        public LocalRead<RowCursor<DayHours>> read(PartitionView view) {
            List<RowCursor<DayHours>> open = new ArrayList<>();
            LocalRead<List<Boolean>> read = LocalRead.each(
                    range().types(),
                    type -> view.state()
                            .days()
                            .all(view.partition(), new RowRange(Optional.of(type), from, to), false)
                            .map(rows -> open.add(RowCursor.of(rows, DayHours.ROWS.form()))));
            if (!(read instanceof LocalRead.Found)) release(open);
            return read.map(any -> merge(open));
        }
    }

    public record AllNames(RowRange range, Caller caller, String projection, int fewest) implements RowsQuery<NameDay> {
        /** Of all types and all days up to this one. */
        public static AllNames until(LocalDate last, Caller caller, String projection) {
            return new AllNames(new RowRange(Optional.empty(), LocalDate.EPOCH, last), caller, projection, 0);
        }

        @Override
        public RowDays<NameDay> days() {
            return new RowDays<>(
                    day -> new NameDay(day.date(), day.named(projection, fewest)),
                    NameDay::date,
                    (one, other) -> new NameDay(one.date(), one.counts().plus(other.counts())));
        }
    }
}
