package dev.footfall.archive;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.footfall.aggregator.counting.store.StoreKey;
import dev.footfall.aggregator.counts.DailyRow;
import dev.footfall.events.RepoId;
import dev.footfall.queryapi.http.CommonSchemas;
import dev.footfall.queryapi.table.Column;
import dev.footfall.queryapi.table.Table;
import dev.footfall.rules.ExclusionReason;
import java.time.LocalDate;
import java.util.LinkedHashMap;
import java.util.Map;

/** A day of a repository as other rules count it; one whose events are all excluded has zeros. */
public record RecountedDay(RepoId repo, LocalDate date, DailyRow row) {
    /** The columns of the API's daily rows that counting by rules alone has. */
    public static final Table<RecountedDay> TABLE = Table.of(
            Column.text("type", day -> day.repo.type().label()),
            Column.text("id", day -> day.repo.fullName()),
            Column.date("date", RecountedDay::date),
            Column.count("downloads", day -> day.row.counts().downloads()),
            Column.count("authenticated", day -> day.row.counts().authenticated()),
            Column.count("anonymous", day -> day.row.counts().anonymous()),
            Column.count("files", day -> day.row.counts().files()),
            Column.count("bytes", day -> day.row.counts().bytes()),
            Column.count("merged", day -> day.row.merged()),
            new Column<>(
                    "excluded",
                    CommonSchemas.countsOf(ExclusionReason.values(), ExclusionReason::label),
                    RecountedDay::excluded));

    static RecountedDay of(byte[] key, DailyRow row) {
        String repository = new String(StoreKey.repositoryOf(key), UTF_8);
        return new RecountedDay(
                RepoId.ofKey(repository).orElseThrow(), LocalDate.ofEpochDay(StoreKey.epochDayOf(key)), row);
    }

    private Map<String, Long> excluded() {
        Map<String, Long> byLabel = new LinkedHashMap<>();
        row.excluded().byReason().forEach((reason, events) -> byLabel.put(reason.label(), events));
        return byLabel;
    }
}
