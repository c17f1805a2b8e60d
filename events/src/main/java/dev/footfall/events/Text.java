package dev.footfall.events;

import org.jspecify.annotations.Nullable;

final class Text {
    private Text() {}

    /** True if it has no more than this many characters (Unicode code points). */
    static boolean isAtMost(String text, int characters) {
        return text.length() <= characters || text.codePointCount(0, text.length()) <= characters;
    }

    /** True if it is well-formed text of at least one and no more than this many characters. */
    static boolean isFilled(String text, int characters) {
        return !text.isEmpty() && isOptional(text, characters);
    }

    /** True if it is well-formed text of no more than this many characters; "" and null are. */
    static boolean isOptional(@Nullable String text, int characters) {
        return text == null || (isAtMost(text, characters) && isWellFormed(text));
    }

    /** Its first UTF-16 units, and U+FFFD in place of each surrogate that stands alone in them. */
    static String wellFormed(String text, int units) {
        String head = text.length() <= units ? text : text.substring(0, units);
        if (isWellFormed(head)) return head;
        int[] characters = head.codePoints()
                .map(c -> Character.MIN_SURROGATE <= c && c <= Character.MAX_SURROGATE ? 0xFFFD : c)
                .toArray();
        return new String(characters, 0, characters.length);
    }

    /** True if no surrogate stands alone, so that UTF-8 can carry it without loss. */
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

    static boolean isAscii(String text, byte[] bytes, int from, int length) {
        if (text.length() != length) return false;
        for (int i = 0; i < length; i++) {
            if (bytes[from + i] != text.charAt(i)) return false;
        }
        return true;
    }
}
