package dev.footfall.bench;

import java.util.Optional;
import java.util.function.Supplier;

/** The comparison of the product's rows with the oracle's: all of them, each with all its numbers. */
public final class RowCheck {
    private final Supplier<Optional<CheckedRow>> actual;
    private Optional<CheckedRow> next;
    private long rows;
    private long wrong;
    private String firstWrong = "";

    private RowCheck(Supplier<Optional<CheckedRow>> actual) {
        this.actual = actual;
        this.next = actual.get();
    }

    /**
     * The result of a check.
     *
     * @param rows the number of the oracle's rows
     * @param wrong the number of rows that the product has otherwise, not at all, or in addition
     * @param firstWrong the first of those, in words; "" when there is none
     */
    public record Verdict(long rows, long wrong, String firstWrong) {
        public static final Verdict NOTHING = new Verdict(0, 0, "");

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

    /**
     * Compares rows with what the load must come to.
     *
     * @param actual the next of them in the order of ranks and days, one after another; empty after the last
     */
    static Verdict compare(Oracle oracle, Supplier<Optional<CheckedRow>> actual) {
        var check = new RowCheck(actual);
        oracle.forEachRow(check::expect);
        check.expectNoMore();
        return new Verdict(check.rows, check.wrong, check.firstWrong);
    }

    private void expect(CheckedRow expected) {
        rows++;
        while (next.isPresent() && CheckedRow.ORDER.compare(next.get(), expected) < 0) surplus(next.get());
        if (next.isEmpty() || CheckedRow.ORDER.compare(next.get(), expected) != 0) {
            wrong("missing: " + expected);
            return;
        }
        if (!next.get().equals(expected)) wrong("expected " + expected + ", counted " + next.get());
        next = actual.get();
    }

    private void expectNoMore() {
        while (next.isPresent()) surplus(next.get());
    }

    private void surplus(CheckedRow row) {
        wrong("not expected: " + row);
        next = actual.get();
    }

    private void wrong(String what) {
        wrong++;
        if (firstWrong.isEmpty()) firstWrong = what;
    }
}
