package dev.footfall.cli;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.List;
import java.util.Locale;

record ChangedNumber(long before, long after) {
    static final List<String> HEADING = List.of("before", "after", "change", "");

    /** Reads the number from a row of a diff: plain, or under this name among totals. */
    static ChangedNumber of(JsonNode row, String name) {
        return new ChangedNumber(number(row.path("before"), name), number(row.path("after"), name));
    }

    private static long number(JsonNode side, String name) {
        return (side.isObject() ? side.path(name) : side).asLong();
    }

    long change() {
        return after - before;
    }

    List<String> cells() {
        String sign = change() > 0 ? "+" : "";
        return List.of(TextTable.number(before), TextTable.number(after), sign + TextTable.number(change()), percent());
    }

    /** "" without a change or if before is 0. */
    String percent() {
        if (change() == 0 || before == 0) return "";
        return String.format(Locale.ROOT, "%+,.1f %%", 100.0 * change() / before);
    }
}
