package dev.footfall.bench;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.Optional;

/** The comparison of the product's rows with the oracle's: all of them, each with all its numbers. */
public final class RowCheck {
    private final RowFile.Reader actual;
    private Optional<CheckedRow> next;
    private long rows;
    private long wrong;
    private String firstWrong = "";

    private RowCheck(RowFile.Reader actual) {
        this.actual = actual;
        this.next = actual.next();
    }

    /**
     * The result of a check.
     *
     * @param rows the number of the oracle's rows
     * @param wrong the number of rows that the product has otherwise, not at all, or in addition
     * @param firstWrong the first of those, in words; "" when there is none
     */
    public record Verdict(long rows, long wrong, String firstWrong) {
        /** Before anything was compared. */
        public static final Verdict NOTHING = new Verdict(0, 0, "");

        /** The verdict with this many more rows. */
        Verdict and(long moreRows, long moreWrong, String what) {
            return new Verdict(rows + moreRows, wrong + moreWrong, firstWrong.isEmpty() ? what : firstWrong);
        }

        /** The verdict together with that of another round on the same rows. */
        public Verdict plus(Verdict other) {
            return new Verdict(
                    Math.max(rows, other.rows),
                    wrong + other.wrong,
                    firstWrong.isEmpty() ? other.firstWrong : firstWrong);
        }
    }

    /** Compares the rows in the file with what the load must come to. */
    static Verdict compare(Oracle oracle, Path file, Catalog catalog) {
        try (var actual = new RowFile.Reader(file, catalog)) {
            var check = new RowCheck(actual);
            oracle.forEachRow(check::expect);
            check.expectNoMore();
            return new Verdict(check.rows, check.wrong, check.firstWrong);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private void expect(CheckedRow expected) {
        rows++;
        while (next.isPresent() && next.get().isBefore(expected)) surplus(next.get());
        if (next.isEmpty() || !next.get().isOfSameDay(expected)) {
            wrong("missing: " + expected);
            return;
        }
        if (!next.get().equals(expected)) wrong("expected " + expected + ", counted " + next.get());
        next = actual.next();
    }

    private void expectNoMore() {
        while (next.isPresent()) surplus(next.get());
    }

    private void surplus(CheckedRow row) {
        wrong("not expected: " + row);
        next = actual.next();
    }

    private void wrong(String what) {
        wrong++;
        if (firstWrong.isEmpty()) firstWrong = what;
    }
}
