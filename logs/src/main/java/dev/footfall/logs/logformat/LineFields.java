package dev.footfall.logs.logformat;

import java.util.Arrays;

/** The fields of one line, each in its slot: text, and the byte at which it starts. Filled again for every line. */
final class LineFields {
    private final String[] texts;
    private final int[] starts;

    LineFields(int slots) {
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
