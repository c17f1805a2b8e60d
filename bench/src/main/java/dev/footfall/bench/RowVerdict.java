package dev.footfall.bench;

/** {@code firstWrong}: the first row that is different, missing or surplus, "" if none. */
public record RowVerdict(long rows, long wrong, String firstWrong) {
    public static final RowVerdict NOTHING = new RowVerdict(0, 0, "");

    RowVerdict and(long moreRows, long moreWrong, String what) {
        return new RowVerdict(rows + moreRows, wrong + moreWrong, firstWrong.isEmpty() ? what : firstWrong);
    }

    public RowVerdict plus(RowVerdict other) {
        return new RowVerdict(
                Math.max(rows, other.rows), wrong + other.wrong, firstWrong.isEmpty() ? other.firstWrong : firstWrong);
    }
}
