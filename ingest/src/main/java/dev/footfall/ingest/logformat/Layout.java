package dev.footfall.ingest.logformat;

import java.util.Arrays;
import java.util.List;
import java.util.Optional;

sealed interface Layout permits PatternLayout, DelimitedLayout, JsonLayout {
    boolean mayHave(String field);

    LineCutter cutter(List<String> fields);

    String first();

    /** Used by one thread. */
    interface LineCutter {
        /** Fills the row from this byte of the line on. Returns an outcome if it is a header, or cannot be cut. */
        Optional<ParsedLine> cut(byte[] line, int from, Row row);
    }

    /** The fields of one line, each in its slot: text, and the byte at which it starts. Filled anew for every line. */
    static final class Row {
        private final String[] texts;
        private final int[] starts;

        Row(int slots) {
            texts = new String[slots];
            starts = new int[slots];
            clear();
        }

        void clear() {
            Arrays.fill(texts, "");
            Arrays.fill(starts, 0);
        }

        void set(int slot, String text, int start) {
            texts[slot] = text;
            starts[slot] = start;
        }

        String text(int slot) {
            return texts[slot];
        }

        int start(int slot) {
            return starts[slot];
        }
    }
}
