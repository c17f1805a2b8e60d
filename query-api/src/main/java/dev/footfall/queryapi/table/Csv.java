package dev.footfall.queryapi.table;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;

/**
 * Comma-separated values (<a href="https://www.rfc-editor.org/rfc/rfc4180">RFC 4180</a>) that a spreadsheet takes for
 * what they are: text that it would run as a formula gets an apostrophe in front, numbers stay as they are.
 */
final class Csv {
    private static final String FORMULA_STARTS = "=+-@\t\r";

    private final OutputStream out;
    private final StringBuilder line = new StringBuilder();

    Csv(OutputStream out) {
        this.out = out;
    }

    /**
     * Writes one record.
     *
     * @param cell a column's cell: a number, a list of them, or anything whose {@code toString} is its text
     */
    <C> void line(List<C> columns, Function<C, ?> cell) throws IOException {
        line.setLength(0);
        String separator = "";
        for (C column : columns) {
            line.append(separator);
            append(cell.apply(column));
            separator = ",";
        }
        out.write(line.append("\r\n").toString().getBytes(StandardCharsets.UTF_8));
    }

    private void append(Object value) {
        if (value instanceof Optional<?> cell) {
            if (cell.isPresent()) append(cell.get());
        } else if (value instanceof Number) line.append(value);
        else if (value instanceof List<?> items) line.append(joined(items));
        else line.append(quoted(guarded(value.toString())));
    }

    /** Numbers in one cell. */
    private static String joined(List<?> items) {
        return items.stream().map(String::valueOf).collect(Collectors.joining(" "));
    }

    private static String guarded(String text) {
        return !text.isEmpty() && FORMULA_STARTS.indexOf(text.charAt(0)) >= 0 ? "'" + text : text;
    }

    private static String quoted(String text) {
        boolean isPlain = text.chars().noneMatch(c -> c == ',' || c == '"' || c == '\n' || c == '\r');
        return isPlain ? text : '"' + text.replace("\"", "\"\"") + '"';
    }
}
