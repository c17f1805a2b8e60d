package dev.footfall.queryapi.http.stats;

import dev.footfall.queryapi.gaps.GapList;
import dev.footfall.queryapi.http.AnswerRenderer;
import dev.footfall.queryapi.http.HttpProblemException;
import dev.footfall.queryapi.http.QueryService;
import dev.footfall.queryapi.openapi.Schema;
import dev.footfall.queryapi.table.Column;
import dev.footfall.queryapi.table.Table;
import java.time.LocalDate;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;

/** The column that tells of which hours of a day a source's data is missing: a 0 is then not for certain nobody. */
final class GapColumn {
    static final String NAME = "gaps";

    private static final Schema HOURS = Schema.text()
            .with(
                    "description",
                    "Hours of the day of which a source's data is missing, such as 06-09 files-1, with commas; else empty.");

    private GapColumn() {}

    /** The column of a table that is described, whose rows no gaps are known for. */
    static <R> Column<R> described() {
        return new Column<>(NAME, HOURS, row -> "");
    }

    /**
     * A table with those of its columns on request that are called so, and with the gaps of its rows' days if these are.
     *
     * @throws HttpProblemException if they are, and cannot be known
     */
    static <R> Table<R> showing(Set<String> fields, Table<R> table, Function<R, LocalDate> date, QueryService service) {
        if (!fields.contains(NAME)) return table.showing(fields);
        var others = new HashSet<>(fields);
        others.remove(NAME);
        GapList gaps = AnswerRenderer.whole(service.gaps().answer()).value();
        Map<LocalDate, String> known = new HashMap<>(); // rows are many, and days few
        return table.showing(others)
                .and(new Column<>(NAME, HOURS, row -> known.computeIfAbsent(date.apply(row), gaps::hoursOf)));
    }
}
