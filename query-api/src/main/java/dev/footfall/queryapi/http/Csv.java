package dev.footfall.queryapi.http;

import java.util.List;
import java.util.stream.Collectors;

/**
 * Comma-separated values (<a href="https://www.rfc-editor.org/rfc/rfc4180">RFC 4180</a>) that a spreadsheet takes for
 * what they are: text that it would run as a formula gets an apostrophe in front, numbers stay as they are.
 */
final class Csv {
    private static final String FORMULA_STARTS = "=+-@\t\r";

    private Csv() {}

    /** One record; its cells are numbers, or anything whose {@code toString} is its text. */
    static String line(List<?> cells) {
        return cells.stream().map(Csv::cell).collect(Collectors.joining(",", "", "\r\n"));
    }

    private static String cell(Object value) {
        return value instanceof Number ? value.toString() : quoted(guarded(value.toString()));
    }

    private static String guarded(String text) {
        return !text.isEmpty() && FORMULA_STARTS.indexOf(text.charAt(0)) >= 0 ? "'" + text : text;
    }

    private static String quoted(String text) {
        boolean isPlain = text.chars().noneMatch(c -> c == ',' || c == '"' || c == '\n' || c == '\r');
        return isPlain ? text : '"' + text.replace("\"", "\"\"") + '"';
    }
}
