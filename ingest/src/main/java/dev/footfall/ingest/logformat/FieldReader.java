package dev.footfall.ingest.logformat;

import java.util.List;

/**
 * The reading of one fact of a line: its fields, in the order in which they are tried, and the steps that their text takes.
 *
 * @param sources the fields
 * @param steps the steps, in their order
 */
record FieldReader(List<Source> sources, List<TextStep> steps) {
    /** The reading of a fact that no line has. */
    static final FieldReader NOTHING = new FieldReader(List.of(), List.of());

    FieldReader {
        sources = List.copyOf(sources);
        steps = List.copyOf(steps);
    }

    /**
     * A field, or several that are one text with spaces between: a date and a time of day.
     *
     * @param slots the slot of each
     */
    record Source(List<Integer> slots) {
        Source {
            slots = List.copyOf(slots);
        }

        String text(Row row) {
            if (slots.size() == 1) return row.text(slots.get(0));
            var joined = new StringBuilder();
            for (int slot : slots) {
                String text = row.text(slot);
                if (isMissing(text)) return "";
                joined.append(joined.isEmpty() ? "" : " ").append(text);
            }
            return joined.toString();
        }
    }

    /** The fact's text, of the first field that has any; "" when none has. */
    String read(Row row) {
        for (Source source : sources) {
            String text = source.text(row);
            for (TextStep step : steps) text = step.apply(text);
            if (!isMissing(text)) return text;
        }
        return "";
    }

    /** The byte at which the fact's first field starts. */
    int start(Row row) {
        return sources.isEmpty() ? 0 : row.start(sources.get(0).slots().get(0));
    }

    private static boolean isMissing(String text) {
        return text.isEmpty() || text.equals("-");
    }
}
