package dev.footfall.queryapi.question;

import dev.footfall.aggregator.query.DayForm;
import dev.footfall.aggregator.query.LocalRead;
import dev.footfall.aggregator.query.RowCursor;
import dev.footfall.aggregator.query.RowRange;
import dev.footfall.events.RepoId;
import dev.footfall.events.RepoType;
import dev.footfall.queryapi.auth.Caller;
import dev.footfall.queryapi.route.PartitionView;
import dev.footfall.queryapi.route.RowsQuery;
import java.time.LocalDate;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/** The same as {@link AllHours} of repositories of all types, in the order of the names that they have among each other. */
public record HoursByName(LocalDate from, LocalDate to, Caller caller) implements RowsQuery<HoursQuery.Day> {
    @Override
    public RowRange range() {
        return of(Optional.empty());
    }

    private RowRange of(Optional<RepoType> type) {
        return new RowRange(type, from, to);
    }

    @Override
    public DayForm<HoursQuery.Day> form() {
        return HoursQuery.Day::of;
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

    /** A read that goes on with a cursor, which is closed unless it found something. */
    private static <T> LocalRead<T> closing(RowCursor<?> cursor, LocalRead<T> read) {
        if (!(read instanceof LocalRead.Found<T>)) cursor.close();
        return read;
    }

    @Override
    public LocalDate date(HoursQuery.Day day) {
        return day.date();
    }

    @Override
    public HoursQuery.Day sum(HoursQuery.Day one, HoursQuery.Day other) {
        return one.plus(other);
    }
}
