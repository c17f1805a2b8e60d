package dev.footfall.logs.logformat;

import java.util.Arrays;

/** The fields of one line, each in its slot: text, and the byte at which it starts, if it is there. Filled again for every line. */
final class LineFields {
    private final String[] texts;
    private final int[] starts;
    private final boolean[] present;

    LineFields(int slots) {
        texts = new String[slots];
        starts = new int[slots];
        present = new boolean[slots];
        clear();
    }

    void clear() {
        Arrays.fill(texts, "");
        Arrays.fill(starts, 0);
        Arrays.fill(present, false);
    }

    void set(int slot, String text, int start) {
        texts[slot] = text;
        starts[slot] = start;
        present[slot] = true;
    }

    String text(int slot) {
        return texts[slot];
    }

    /** False if the line does not have the field, empty or not. */
    boolean has(int slot) {
        return present[slot];
    }

    int start(int slot) {
        return starts[slot];
    }
}
