package dev.footfall.logs.logformat;

import java.util.List;
import java.util.function.Predicate;

/**
 * The sources in the order in which they are tried: a slot, or several whose texts are one with spaces between, such as
 * a date and a time of day.
 */
record FactReading(List<List<Integer>> sources, List<TextStep> steps) {
    static final FactReading NOTHING = new FactReading(List.of(), List.of());

    FactReading {
        sources = List.copyOf(sources);
        steps = List.copyOf(steps);
    }

    String read(LineFields row) {
        return read(row, any -> true);
    }

    /** The first that is not missing and is so. */
    String read(LineFields row, Predicate<String> wanted) {
        for (List<Integer> slots : sources) {
            String text = slots.size() == 1 ? row.text(slots.get(0)) : joined(slots, row);
            for (TextStep step : steps) text = step.apply(text);
            if (!isMissing(text) && wanted.test(text)) return text;
        }
        return "";
    }

    private static String joined(List<Integer> slots, LineFields row) {
        var joined = new StringBuilder();
        for (int slot : slots) {
            String text = row.text(slot);
            if (isMissing(text)) return "";
            joined.append(joined.isEmpty() ? "" : " ").append(text);
        }
        return joined.toString();
    }

    private static boolean isMissing(String text) {
        return text.isEmpty() || text.equals("-");
    }

    /** True if a line has all fields of one source. */
    boolean isIn(LineFields row) {
        return sources.stream().anyMatch(slots -> slots.stream().allMatch(row::has));
    }

    int start(LineFields row) {
        return sources.isEmpty() ? 0 : row.start(sources.get(0).get(0));
    }
}
