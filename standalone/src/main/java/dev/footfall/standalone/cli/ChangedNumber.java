package dev.footfall.standalone.cli;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.List;
import java.util.Locale;

/** A number in the state that answers and in another one. */
record ChangedNumber(long before, long after) {
    /** The headings of {@link #cells}. */
    static final List<String> HEADING = List.of("before", "after", "change", "");

    /** The number in a row of a diff, or of this name in the totals that the row has. */
    static ChangedNumber of(JsonNode row, String name) {
        return new ChangedNumber(number(row.path("before"), name), number(row.path("after"), name));
    }

    private static long number(JsonNode side, String name) {
        return (side.isObject() ? side.path(name) : side).asLong();
    }

    long change() {
        return after - before;
    }

    /** Before, after, the difference, and its share of before. */
    List<String> cells() {
        String sign = change() > 0 ? "+" : "";
        return List.of(TextTable.number(before), TextTable.number(after), sign + TextTable.number(change()), percent());
    }

    /** The change in percent of before; "" where there is none, or no share of nothing. */
    String percent() {
        if (change() == 0 || before == 0) return "";
        return String.format(Locale.ROOT, "%+,.1f %%", 100.0 * change() / before);
    }
}
