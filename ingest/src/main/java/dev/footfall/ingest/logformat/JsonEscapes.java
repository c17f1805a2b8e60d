package dev.footfall.ingest.logformat;

/** JSON's escapes within a text. */
final class JsonEscapes {
    private static final String LETTERS = "nrtbf\"\\/";
    private static final String MEANINGS = "\n\r\t\b\f\"\\/";

    private JsonEscapes() {}

    /** The text without them; what is none stays. */
    static String undone(String text) {
        if (text.indexOf('\\') < 0) return text;
        var undone = new StringBuilder(text.length());
        int i = 0;
        while (i < text.length()) {
            int letter = text.charAt(i) == '\\' && i + 1 < text.length() ? LETTERS.indexOf(text.charAt(i + 1)) : -1;
            if (letter >= 0) {
                undone.append(MEANINGS.charAt(letter));
                i += 2;
            } else if (isUnicode(text, i)) {
                undone.append((char) Integer.parseInt(text.substring(i + 2, i + 6), 16));
                i += 6;
            } else {
                undone.append(text.charAt(i++));
            }
        }
        return undone.toString();
    }

    private static boolean isUnicode(String text, int at) {
        if (at + 6 > text.length() || !text.startsWith("\\u", at)) return false;
        for (int i = at + 2; i < at + 6; i++) {
            if (Character.digit(text.charAt(i), 16) < 0) return false;
        }
        return true;
    }
}
