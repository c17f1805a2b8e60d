package dev.footfall.queryapi.question;

import dev.footfall.aggregator.counting.Projections;
import dev.footfall.aggregator.query.LocalRead;
import dev.footfall.aggregator.query.LocalState.DayForm;
import dev.footfall.aggregator.query.RepositoryDay;
import dev.footfall.aggregator.query.RowCursor;
import dev.footfall.aggregator.query.RowCursor.RowRange;
import dev.footfall.aggregator.session.NamedCounts;
import dev.footfall.events.RepoId;
import dev.footfall.events.RepoType;
import dev.footfall.queryapi.auth.Caller;
import dev.footfall.queryapi.route.PartitionView;
import dev.footfall.queryapi.route.RowsQuery;
import java.time.LocalDate;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/** Queries for all daily rows of a range, by the form of their days. */
public final class DailyRows {
    private DailyRows() {}

    public record AllRows(RowRange range, Caller caller) implements RowsQuery<RepositoryDay> {
        @Override
        public DayForm<RepositoryDay> form() {
            return RepositoryDay::of;
        }

        @Override
        public LocalDate date(RepositoryDay day) {
            return day.date();
        }

        @Override
        public RepositoryDay sum(RepositoryDay one, RepositoryDay other) {
            return one.plus(other);
        }
    }

    public record AllClasses(RowRange range, Caller caller) implements ClassRows {}

    /**
     * All days of a range, with their classes, also those on which every event was excluded, of all repositories, visible or
     * not: two states are compared by all that they counted.
     */
    public record EveryDay(RowRange range) implements ClassRows {
        @Override
        public DayForm<ClassDay> form() {
            return DayForm.ofEvery(ClassDay::of);
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

    public record AllHours(RowRange range, Caller caller) implements HourRows {}

    /** The same as {@link AllHours} for all types, ordered by {@link RepoId#mixedName}. */
    public record HoursByName(LocalDate from, LocalDate to, Caller caller) implements HourRows {
        @Override
        public RowRange range() {
            return of(Optional.empty());
        }

        private RowRange of(Optional<RepoType> type) {
            return new RowRange(type, from, to);
        }

        @Override
        public Comparator<RepoId> order() {
            return Comparator.comparing(RepoId::mixedName);
        }

        /** Within a type, the order of names is that of keys. */
        @Override
        public LocalRead<RowCursor<HoursQuery.Day>> read(PartitionView view) {
            return read(view, RepoType.MODEL)
                    .then(models -> closing(
                            models,
                            read(view, RepoType.DATASET)
                                    .then(datasets -> closing(
                                            datasets,
                                            read(view, RepoType.SPACE)
                                                    .map(spaces -> merge(List.of(models, datasets, spaces)))))));
        }

        private LocalRead<RowCursor<HoursQuery.Day>> read(PartitionView view, RepoType type) {
            return view.state().rows(view.partition(), of(Optional.of(type)), form());
        }

        private static <T> LocalRead<T> closing(RowCursor<?> cursor, LocalRead<T> read) {
            if (!(read instanceof LocalRead.Found<T>)) cursor.close();
            return read;
        }
    }

    public record AllNames(RowRange range, Caller caller, String projection, int fewest) implements RowsQuery<NameDay> {
        @Override
        public DayForm<NameDay> form() {
            return (date, row) -> new NameDay(date, Projections.named(row, projection, fewest));
        }

        @Override
        public LocalDate date(NameDay day) {
            return day.date();
        }

        @Override
        public NameDay sum(NameDay one, NameDay other) {
            return new NameDay(one.date, one.counts.plus(other.counts));
        }
    }

    public record NameDay(LocalDate date, NamedCounts counts) {}

    interface ClassRows extends RowsQuery<ClassDay> {
        @Override
        default DayForm<ClassDay> form() {
            return ClassDay::of;
        }

        @Override
        default LocalDate date(ClassDay day) {
            return day.date();
        }

        @Override
        default ClassDay sum(ClassDay one, ClassDay other) {
            return one.plus(other);
        }
    }

    interface HourRows extends RowsQuery<HoursQuery.Day> {
        @Override
        default DayForm<HoursQuery.Day> form() {
            return HoursQuery.Day::of;
        }

        @Override
        default LocalDate date(HoursQuery.Day day) {
            return day.date();
        }

        @Override
        default HoursQuery.Day sum(HoursQuery.Day one, HoursQuery.Day other) {
            return one.plus(other);
        }
    }
}
