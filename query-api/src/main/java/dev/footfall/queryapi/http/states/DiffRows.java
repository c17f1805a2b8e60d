package dev.footfall.queryapi.http.states;

import com.fasterxml.jackson.core.JsonGenerator;
import dev.footfall.events.RepoType;
import dev.footfall.queryapi.http.CommonSchemas;
import dev.footfall.queryapi.states.DayChange;
import dev.footfall.queryapi.states.DiffSums;
import dev.footfall.queryapi.states.StateChange;
import dev.footfall.queryapi.states.StateTotals;
import dev.footfall.queryapi.table.Column;
import dev.footfall.queryapi.table.RowWriter;
import dev.footfall.queryapi.table.Table;
import dev.footfall.queryapi.table.TableFormat;
import dev.footfall.rules.ExclusionReason;
import dev.footfall.rules.clients.ClientClass;
import java.io.IOException;
import java.io.OutputStream;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Stream;

/** One way to sum a diff up: its rows and their columns. {@code by}: its name in the parameter. */
record DiffRows<R>(String by, Table<R> table, Function<DiffSums, List<R>> rows) {
    private static final Column<Compared> BEFORE = Column.count("before", Compared::before);
    private static final Column<Compared> AFTER = Column.count("after", Compared::after);
    private static final Table<DiffSums.Pair> TOTALS = Table.of(
            CorrectionsEndpoint.TOTALS.object("before", DiffSums.Pair::before),
            CorrectionsEndpoint.TOTALS.object("after", DiffSums.Pair::after));

    static final Table<DayChange> DAYS_OF_REPOSITORIES = Table.<DayChange>of(
                    CommonSchemas.type(DayChange::repo),
                    CommonSchemas.id(DayChange::repo),
                    Column.date("date", DayChange::date))
            .and(
                    CorrectionsEndpoint.TOTALS.object("before", DayChange::totalsBefore),
                    CorrectionsEndpoint.TOTALS.object("after", DayChange::totalsAfter))
            .named("DayChange");

    static final Table<StateChange> WHOLE = Table.of(
            CorrectionsEndpoint.TOTALS.object("before", StateChange::before),
            CorrectionsEndpoint.TOTALS.object("after", StateChange::after),
            Column.count("changed_days", StateChange::days));

    static final Table<DiffSums.Repositories> REPOSITORIES = Table.of(
            Column.count("changed", DiffSums.Repositories::changed),
            Column.count("appeared", DiffSums.Repositories::appeared),
            Column.count("gone", DiffSums.Repositories::gone));
    static final List<DiffRows<?>> ALL = List.of(
            new DiffRows<>(
                    "type",
                    Table.of(type()).and(TOTALS, Map.Entry::getValue),
                    sums -> List.copyOf(sums.types().entrySet())),
            new DiffRows<>(
                    "day",
                    Table.<Map.Entry<LocalDate, DiffSums.Pair>>of(Column.date("date", Map.Entry::getKey))
                            .and(TOTALS, Map.Entry::getValue),
                    sums -> List.copyOf(sums.days().entrySet())),
            new DiffRows<>(
                    "repository",
                    Table.of(
                                    CommonSchemas.type(DiffSums.RepositoryChange::repo),
                                    CommonSchemas.id(DiffSums.RepositoryChange::repo))
                            .and(TOTALS, DiffSums.RepositoryChange::totals),
                    DiffSums::moved),
            new DiffRows<>("reason", Table.of(Column.text("reason", Compared::name), BEFORE, AFTER), DiffRows::reasons),
            new DiffRows<>("class", Table.of(Column.text("class", Compared::name), BEFORE, AFTER), DiffRows::classes));

    private record Compared(String name, long before, long after) {
        boolean isThere() {
            return before > 0 || after > 0;
        }
    }

    private static Column<Map.Entry<RepoType, DiffSums.Pair>> type() {
        return new Column<>("type", CommonSchemas.TYPE, row -> row.getKey().label());
    }

    private static List<Compared> reasons(DiffSums sums) {
        StateTotals before = sums.change().before();
        StateTotals after = sums.change().after();
        Stream<Compared> excluded = Stream.of(ExclusionReason.values())
                .map(reason -> new Compared(reason.label(), sums.excluded(reason, false), sums.excluded(reason, true)));
        return Stream.concat(Stream.of(new Compared("counted", before.files(), after.files())), excluded)
                .filter(Compared::isThere)
                .toList();
    }

    private static List<Compared> classes(DiffSums sums) {
        return Stream.of(ClientClass.values())
                .map(type -> new Compared(type.label(), sums.downloads(type, false), sums.downloads(type, true)))
                .filter(Compared::isThere)
                .toList();
    }

    void writeCsv(DiffSums sums, OutputStream out) throws IOException {
        try (RowWriter<R> writer = TableFormat.CSV.writer(table, out)) {
            for (R row : rows.apply(sums)) writer.write(row);
        }
    }

    void writeJson(DiffSums sums, String field, JsonGenerator json) throws IOException {
        table.writeList(json, field, rows.apply(sums));
    }
}
