package dev.footfall.bench;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.footfall.aggregator.rollup.DailyCounts;
import dev.footfall.bench.RowCheck.Verdict;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.Optional;
import java.util.OptionalInt;

/**
 * The comparison of a diff with the difference of two oracles, row by row as both come: neither is held in memory. The rules
 * differ in their gap alone, so that days with the same numbers are the same.
 */
final class DiffCheck {
    private static final ObjectMapper JSON = new ObjectMapper();

    private final RowFile.Reader rowsBefore;
    private final Catalog catalog;
    private final JsonParser diff;
    private Totals before;
    private Totals after;
    private Totals change = Totals.ZERO;
    private long changedDays;
    private Optional<Change> next = Optional.empty();
    private Verdict verdict = Verdict.NOTHING;

    private DiffCheck(RowFile.Reader rowsBefore, Catalog catalog, JsonParser diff, DailyCounts live) {
        this.rowsBefore = rowsBefore;
        this.catalog = catalog;
        this.diff = diff;
        this.before = new Totals(live, 0);
        this.after = before;
    }

    /**
     * The result of a comparison.
     *
     * @param verdict a row for each that the oracles have, whether it changed or not
     * @param changedDays the rows of the diff
     */
    record Compared(Verdict verdict, long changedDays) {}

    /** The numbers of a diff. */
    private record Totals(DailyCounts counts, long excluded) {
        static final Totals ZERO = new Totals(DailyCounts.ZERO, 0);

        static Totals of(CheckedRow row) {
            long excluded = row.excluded().byReason().values().stream()
                    .mapToLong(Long::longValue)
                    .sum();
            return new Totals(row.counts(), excluded);
        }

        static Totals of(JsonNode totals) {
            var counts = new DailyCounts(
                    totals.path("downloads").asLong(),
                    totals.path("authenticated").asLong(),
                    totals.path("files").asLong(),
                    totals.path("bytes").asLong());
            return new Totals(counts, totals.path("excluded").asLong());
        }

        Totals plus(Totals other) {
            return new Totals(counts.plus(other.counts), excluded + other.excluded);
        }

        Totals minus(Totals other) {
            return new Totals(counts.plus(other.counts.negate()), excluded - other.excluded);
        }
    }

    /** A day of a repository that differs. */
    private record Change(int rank, int epochDay, Totals before, Totals after) {
        boolean isBefore(Change other) {
            return rank == other.rank ? epochDay < other.epochDay : rank < other.rank;
        }

        boolean isOfSameDay(Change other) {
            return rank == other.rank && epochDay == other.epochDay;
        }
    }

    /**
     * Compares.
     *
     * @param rowsBefore the rows by the rules that answer, of the same load
     * @param after the rows by the other rules; its repositories are all in one partition, and so in the order of the diff
     * @param live the counts of what was published beside the load, which no rule counts differently
     * @param diff the answer
     */
    static Compared compare(Path rowsBefore, Oracle after, DailyCounts live, InputStream diff) {
        try (var rows = new RowFile.Reader(rowsBefore, after.catalog());
                JsonParser json = JSON.createParser(diff)) {
            var check = new DiffCheck(rows, after.catalog(), json, live);
            check.begin();
            after.forEachRow(check::expect);
            check.end();
            return new Compared(check.verdict, check.changedDays);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private void begin() throws IOException {
        while (!"rows".equals(diff.currentName())) {
            if (diff.nextToken() == null) throw new IllegalStateException("the diff has no rows");
        }
        diff.nextToken();
        next = read();
    }

    private Optional<Change> read() {
        try {
            if (diff.nextToken() != JsonToken.START_OBJECT) return Optional.empty();
            JsonNode row = JSON.readTree(diff);
            String key = row.path("type").asText() + "/" + row.path("id").asText();
            OptionalInt index = catalog.indexOf(key.getBytes(StandardCharsets.UTF_8));
            int rank = index.isPresent() ? catalog.rank(index.getAsInt()) : RowFile.Reader.UNKNOWN;
            int epochDay = (int) LocalDate.parse(row.path("date").asText()).toEpochDay();
            var changed = new Change(rank, epochDay, Totals.of(row.path("before")), Totals.of(row.path("after")));
            changedDays++;
            change = change.plus(changed.after.minus(changed.before));
            return Optional.of(changed);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private void expect(CheckedRow row) {
        CheckedRow rowBefore = rowsBefore.next().orElseThrow();
        if (!rowBefore.isOfSameDay(row)) throw new IllegalStateException("two oracles of two loads: " + row);
        var expected = new Change(row.rank(), row.epochDay(), Totals.of(rowBefore), Totals.of(row));
        before = before.plus(expected.before);
        after = after.plus(expected.after);
        verdict = verdict.and(1, 0, "");
        while (next.isPresent() && next.get().isBefore(expected)) surplus(next.get());
        boolean isThere = next.isPresent() && next.get().isOfSameDay(expected);
        boolean isToBeThere = !expected.before.equals(expected.after);
        if (isThere != isToBeThere || (isThere && !next.get().equals(expected)))
            wrong("expected " + expected + ", the diff goes on with " + next);
        if (isThere) next = read();
    }

    private void surplus(Change row) {
        wrong("not expected: " + row);
        next = read();
    }

    /** The sums are those of the oracles, and of the rows: before and change are after. */
    private void end() throws IOException {
        while (next.isPresent()) surplus(next.get());
        var sums = JSON.createObjectNode();
        while (diff.nextToken() == JsonToken.FIELD_NAME) {
            String name = diff.currentName();
            diff.nextToken();
            sums.set(name, JSON.readTree(diff));
        }
        Totals sumBefore = Totals.of(sums.path("before"));
        Totals sumAfter = Totals.of(sums.path("after"));
        if (!sumBefore.equals(before)) wrong("the sums before are " + sumBefore + ", expected " + before);
        if (!sumAfter.equals(after)) wrong("the sums after are " + sumAfter + ", expected " + after);
        if (!sumBefore.plus(change).equals(sumAfter)) wrong("the rows change " + change + " in all");
        if (sums.path("changed_days").asLong() != changedDays) wrong("there are " + changedDays + " rows: " + sums);
    }

    private void wrong(String what) {
        verdict = verdict.and(0, 1, what);
    }
}
