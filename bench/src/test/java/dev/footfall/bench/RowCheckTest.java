package dev.footfall.bench;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.footfall.aggregator.counts.DailyCounts;
import dev.footfall.aggregator.counts.DailyRow;
import dev.footfall.rules.CountingRules;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A check that finds nothing wrong is worth what it would have found. */
class RowCheckTest {
    private static final int REPOSITORIES = 50;

    @TempDir
    Path directory;

    private final Catalog catalog = new Catalog(REPOSITORIES, 8);
    private final Oracle oracle = new Oracle(
            new Load(5_000, REPOSITORIES, 200, 10, 3, LocalDate.of(2026, 1, 31), Load.Manner.VISITS),
            catalog,
            CountingRules.DEFAULT);
    private final List<CheckedRow> rows = new ArrayList<>();

    @BeforeEach
    void expect() {
        oracle.forEachRow(1, rows::add);
    }

    @Test
    void findsNothingWrongInRightRows() throws IOException {
        assertEquals(new RowVerdict(rows.size(), 0, ""), check(rows));
    }

    @Test
    void comesToTheSameInManyPasses() {
        var inPasses = new ArrayList<CheckedRow>();
        oracle.forEachRow(7, inPasses::add);

        assertEquals(rows, inPasses);
        assertEquals(
                rows.stream()
                        .sorted(Comparator.comparing(CheckedRow::rank).thenComparing(CheckedRow::epochDay))
                        .toList(),
                rows);
    }

    @Test
    void namesARowThatIsMissing() throws IOException {
        CheckedRow missing = rows.remove(17);

        assertEquals(new RowVerdict(rows.size() + 1, 1, "missing: " + missing), check(rows));
    }

    @Test
    void namesARowThatShouldNotBeThere() throws IOException {
        CheckedRow last = rows.get(rows.size() - 1);
        var surplus = new CheckedRow(last.rank(), last.epochDay() + 1, last.counts(), last.excluded());
        rows.add(surplus);

        assertEquals(new RowVerdict(rows.size() - 1, 1, "not expected: " + surplus), check(rows));
    }

    @Test
    void namesARowWithOneNumberTooMany() throws IOException {
        CheckedRow right = rows.get(5);
        DailyCounts more = right.counts().plus(new DailyCounts(0, 0, 0, 1));
        var wrong = new CheckedRow(right.rank(), right.epochDay(), more, right.excluded());
        rows.set(5, wrong);

        assertEquals(new RowVerdict(rows.size(), 1, "expected " + right + ", counted " + wrong), check(rows));
    }

    private RowVerdict check(List<CheckedRow> actual) throws IOException {
        Path file = directory.resolve("rows");
        Files.write(
                file,
                actual.stream()
                        .map(row -> RowCheck.line(catalog.key(catalog.index(row.rank())), row.epochDay(), daily(row)))
                        .toList());
        return RowCheck.compare(oracle, file, true);
    }

    private static DailyRow daily(CheckedRow row) {
        return new DailyRow(0, row.counts(), row.excluded(), 0);
    }
}
