package dev.footfall.cli;

/** Others' text for a terminal: characters that control it, or reverse what is read, are escaped as in JSON. */
final class VisibleText {
    private VisibleText() {}

    static String of(String text) {
        return shown(text, false);
    }

    /** JSON stays equivalent: such a character can only occur in a string. */
    static String ofLines(String text) {
        return shown(text, true);
    }

    private static String shown(String text, boolean hasLines) {
        var shown = new StringBuilder(text.length());
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if (!isControl(c) || (hasLines && isLayout(text, i))) shown.append(c);
            else shown.append("\\u%04x".formatted((int) c));
        }
        return shown.toString();
    }

    private static boolean isControl(char c) {
        return Character.isISOControl(c)
                || c == '\u061c'
                || c == '\u200e'
                || c == '\u200f'
                || (c >= '\u2028' && c <= '\u202e')
                || (c >= '\u2066' && c <= '\u2069');
    }

    private static boolean isLayout(String text, int at) {
        char c = text.charAt(at);
        boolean isLast = at + 1 == text.length();
        return c == '\n' || c == '\t' || (c == '\r' && (isLast || text.charAt(at + 1) == '\n'));
    }
}
