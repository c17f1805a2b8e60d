package dev.footfall.standalone.cli;

import java.math.BigDecimal;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The most that a number may change.
 *
 * @param percent of what it was before, in either direction
 */
record MaxChange(BigDecimal percent) {
    private static final Pattern FORM = Pattern.compile("(\\d{1,9}(?:\\.\\d{1,6})?) ?%?");

    /**
     * Reads one, such as {@code 5%} or {@code 0.5}.
     *
     * @throws UsageError if it is none
     */
    static MaxChange of(String text) {
        Matcher form = FORM.matcher(text);
        if (!form.matches()) throw new UsageError("--max-change is '" + text + "': allowed is a percentage such as 5%");
        return new MaxChange(new BigDecimal(form.group(1)));
    }

    /**
     * Refuses downloads that change by more.
     *
     * @throws IllegalStateException if they do
     */
    void require(ChangedNumber downloads) {
        BigDecimal change = BigDecimal.valueOf(downloads.change()).abs().movePointRight(2);
        if (change.compareTo(BigDecimal.valueOf(downloads.before()).multiply(percent)) <= 0) return;
        throw new IllegalStateException("downloads change from " + TextTable.number(downloads.before()) + " to "
                + TextTable.number(downloads.after()) + ", by more than " + percent.toPlainString() + " %");
    }
}
