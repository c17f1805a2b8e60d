package dev.footfall.standalone.cli;

/** A number as a bar. */
final class Bar {
    private static final int LONGEST = 30;

    private Bar() {}

    /** The part of the longest bar that the number is of the most; a number above 0 has a bar. */
    static String of(long number, long most) {
        if (number <= 0 || most <= 0) return "";
        return "#".repeat((int) Math.max(1, Math.round((double) number / most * LONGEST)));
    }
}
