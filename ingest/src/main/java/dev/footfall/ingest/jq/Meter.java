package dev.footfall.ingest.jq;

import com.fasterxml.jackson.databind.JsonNode;
import dev.footfall.events.ByteBudget;
import net.thisptr.jackson.jq.exception.JsonQueryException;

/** The budget of the program of jq that a thread runs, and what values take of it. */
final class Meter {
    /** A text as an element of an array. */
    static final int PIECE_BYTES = 72;

    private static final ThreadLocal<ByteBudget> CURRENT = new ThreadLocal<>();

    private Meter() {}

    @FunctionalInterface
    interface Run {
        void run() throws JsonQueryException;
    }

    static void runWith(ByteBudget budget, Run run) throws JsonQueryException {
        ByteBudget outer = CURRENT.get();
        CURRENT.set(budget);
        try {
            run.run();
        } finally {
            if (outer == null) CURRENT.remove();
            else CURRENT.set(outer);
        }
    }

    static ByteBudget budget() {
        ByteBudget budget = CURRENT.get();
        if (budget == null) throw new IllegalStateException("jq runs without a budget");
        return budget;
    }

    /** Of all texts and names in a value, which it has a place for each. */
    static long textBytes(JsonNode value) {
        if (value.isTextual()) return 2L * value.textValue().length();
        long bytes = 8;
        for (var field : value.properties()) bytes += field.getKey().length();
        for (JsonNode element : value) bytes += textBytes(element);
        return bytes;
    }

    /** The parts into which a separator cuts a text; an empty one between all characters. */
    static long parts(String text, String separator) {
        if (separator.isEmpty()) return text.length();
        long parts = 1;
        int at = text.indexOf(separator);
        while (at >= 0) {
            parts++;
            at = text.indexOf(separator, at + separator.length());
        }
        return parts;
    }

    static void takeParts(String text, String separator) {
        budget().take(parts(text, separator), PIECE_BYTES);
        budget().takeText(text);
    }
}
