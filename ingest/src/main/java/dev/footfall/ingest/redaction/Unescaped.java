package dev.footfall.ingest.redaction;

/** A text with its escapes undone until none is left, that knows where each of its characters began. */
final class Unescaped {
    private final char[] characters;
    private final int[] starts;
    private int length;

    Unescaped(String text) {
        characters = new char[text.length()];
        starts = new int[text.length() + 1];
        for (int i = 0; i < text.length(); i++) {
            characters[length] = text.charAt(i);
            starts[length++] = i;
            while (fold(3, "%") || fold(4, "\\x") || fold(6, "\\u00")) {} // what an escape stands for may end another
        }
        starts[length] = text.length();
    }

    int length() {
        return length;
    }

    char charAt(int index) {
        return characters[index];
    }

    /**
     * The index in the text at which this character, or its escape, begins; for the index after the last one the text's
     * length.
     */
    int startOf(int index) {
        return starts[index];
    }

    String substring(int from, int to) {
        return new String(characters, from, to - from);
    }

    /** Replaces an escape at the end, this long and with this before its two digits, by what it stands for. */
    private boolean fold(int escapeLength, String mark) {
        int from = length - escapeLength;
        if (from < 0 || !Hex.isDigit(characters[length - 1]) || !Hex.isDigit(characters[length - 2])) return false;
        for (int i = 0; i < mark.length(); i++) {
            if (characters[from + i] != mark.charAt(i)) return false;
        }
        characters[from] = (char) Hex.pair(characters[length - 2], characters[length - 1]);
        length = from + 1;
        return true;
    }

    /** Hexadecimal digits in escapes. */
    static final class Hex {
        private Hex() {}

        /** 0 to 9, a to f, A to F. */
        public static boolean isDigit(char c) {
            return (c >= '0' && c <= '9') || (c >= 'a' && c <= 'f') || (c >= 'A' && c <= 'F');
        }

        /** 0 to 255, of two digits. */
        public static int pair(char high, char low) {
            return Character.digit(high, 16) * 16 + Character.digit(low, 16);
        }
    }
}
