package dev.footfall.events;

/** The two questions that the schema asks of a string. */
final class Text {
    private Text() {}

    /** Whether it has no more than this many characters (Unicode code points). */
    static boolean isAtMost(String text, int characters) {
        return text.length() <= characters || text.codePointCount(0, text.length()) <= characters;
    }

    /** Whether no surrogate stands alone, so that UTF-8 can carry it without loss. */
    static boolean isWellFormed(String text) {
        int i = 0;
        while (i < text.length()) {
            char c = text.charAt(i++);
            if (!Character.isSurrogate(c)) continue;
            if (Character.isLowSurrogate(c) || i == text.length()) return false;
            if (!Character.isLowSurrogate(text.charAt(i++))) return false;
        }
        return true;
    }
}
