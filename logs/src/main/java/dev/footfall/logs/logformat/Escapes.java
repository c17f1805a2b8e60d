package dev.footfall.logs.logformat;

import dev.footfall.ingest.redaction.LogText;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The escapes in the fields of a pattern's lines. */
enum Escapes {
    NONE,
    /** nginx's and Apache's: {@code \x22}, {@code \"} and their kin. */
    BACKSLASH,
    JSON;

    private static final Pattern JSON_ESCAPE = Pattern.compile("\\\\(?:u(\\p{XDigit}{4})|([nrtbf\"\\\\/]))");
    private static final String LETTERS = "nrtbf\"\\/";
    private static final String MEANINGS = "\n\r\t\b\f\"\\/";

    String undone(byte[] line, int from, int to) {
        return switch (this) {
            case NONE -> LogText.plain(line, from, to);
            case BACKSLASH -> LogText.unescaped(line, from, to);
            case JSON -> LogText.wellFormed(jsonUndone(LogText.plain(line, from, to)));
        };
    }

    private static String jsonUndone(String text) {
        if (text.indexOf('\\') < 0) return text;
        return JSON_ESCAPE.matcher(text).replaceAll(escape -> {
            String unit = escape.group(1);
            char meant = unit == null
                    ? MEANINGS.charAt(LETTERS.indexOf(escape.group(2)))
                    : (char) Integer.parseInt(unit, 16);
            return Matcher.quoteReplacement(String.valueOf(meant));
        });
    }
}
