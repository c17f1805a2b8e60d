package dev.footfall.ingest.redaction;

import java.util.HexFormat;

/** A text with its escapes undone until none is left, that knows where each of its characters began. */
final class UnescapedText {
    private final char[] characters;
    private final int[] starts;
    private int length;

    UnescapedText(String text) {
        characters = new char[text.length()];
        starts = new int[text.length() + 1];
        for (int i = 0; i < text.length(); i++) {
            characters[length] = text.charAt(i);
            starts[length++] = i;
            while (fold(3, "%") || fold(4, "\\x") || fold(6, "\\u00")) {} // a decoded character may end another escape
        }
        starts[length] = text.length();
    }

    int length() {
        return length;
    }

    char charAt(int index) {
        return characters[index];
    }

    /** Of the character, or its escape; for the index after the last one the text's length. */
    int startOf(int index) {
        return starts[index];
    }

    String substring(int from, int to) {
        return new String(characters, from, to - from);
    }

    /** Decodes an escape at the end, this long and with this mark before its two digits. */
    private boolean fold(int escapeLength, String mark) {
        int from = length - escapeLength;
        if (from < 0 || !HexFormat.isHexDigit(characters[length - 1])) return false;
        if (!HexFormat.isHexDigit(characters[length - 2])) return false;
        for (int i = 0; i < mark.length(); i++) {
            if (characters[from + i] != mark.charAt(i)) return false;
        }
        characters[from] = (char) LogText.pair(characters[length - 2], characters[length - 1]);
        length = from + 1;
        return true;
    }
}
