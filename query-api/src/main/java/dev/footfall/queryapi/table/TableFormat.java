package dev.footfall.queryapi.table;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.util.MinimalPrettyPrinter;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;

/**
 * Text formats of tables: CSV with a header line, and one JSON object a line. UTF-8; rows are written as they come, so
 * memory does not grow with them.
 */
public enum TableFormat {
    CSV("csv", "text/csv; charset=utf-8; header=present") {
        @Override
        public <R> RowWriter<R> writer(Table<R> table, OutputStream out) throws IOException {
            List<Column<R>> columns = table.flat();
            var csv = new Csv(out);
            csv.line(columns, Column::name);
            return row -> csv.line(columns, column -> column.value().apply(row)); // each line is written as it comes
        }
    },
    NDJSON("ndjson", "application/x-ndjson") {
        @Override
        public <R> RowWriter<R> writer(Table<R> table, OutputStream out) throws IOException {
            JsonGenerator json = json(out).setPrettyPrinter(new MinimalPrettyPrinter(""));
            return new RowWriter<>() {
                @Override
                public void write(R row) throws IOException {
                    table.write(json, row);
                    json.writeRaw('\n');
                }

                @Override
                public void close() throws IOException {
                    json.close();
                }
            };
        }
    };

    private static final JsonFactory JSON = new JsonFactory();

    private final String label;
    private final String mediaType;

    TableFormat(String label, String mediaType) {
        this.label = label;
        this.mediaType = mediaType;
    }

    public String label() {
        return label;
    }

    public String mediaType() {
        return mediaType;
    }

    /** Neither flushes the stream nor closes it. */
    public static JsonGenerator json(OutputStream out) throws IOException {
        return JSON.createGenerator(out)
                .disable(JsonGenerator.Feature.AUTO_CLOSE_TARGET)
                .disable(JsonGenerator.Feature.FLUSH_PASSED_TO_STREAM);
    }

    public abstract <R> RowWriter<R> writer(Table<R> table, OutputStream out) throws IOException;

    public <R> byte[] bytes(Table<R> table, Iterable<R> rows) {
        var bytes = new ByteArrayOutputStream();
        try (RowWriter<R> writer = writer(table, bytes)) {
            for (R row : rows) writer.write(row);
        } catch (IOException e) { // memory takes every byte
            throw new UncheckedIOException(e);
        }
        return bytes.toByteArray();
    }

    /** A cell of CSV, in quotes where it needs them. */
    public static String quoted(String text) {
        boolean isPlain = text.chars().noneMatch(c -> c == ',' || c == '"' || c == '\n' || c == '\r');
        return isPlain ? text : '"' + text.replace("\"", "\"\"") + '"';
    }

    /**
     * Comma-separated values (<a href="https://www.rfc-editor.org/rfc/rfc4180">RFC 4180</a>) that a spreadsheet takes for
     * what they are: text that it would run as a formula gets an apostrophe in front, numbers stay as they are.
     */
    static final class Csv {
        private static final String FORMULA_STARTS = "=+-@\t\r";

        private final OutputStream out;
        private final StringBuilder line = new StringBuilder();

        Csv(OutputStream out) {
            this.out = out;
        }

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
            else if (value instanceof List<?> items)
                append(items.stream().map(String::valueOf).collect(Collectors.joining(" ")));
            else if (value instanceof Map<?, ?> entries)
                append(entries.entrySet().stream()
                        .map(entry -> entry.getKey() + ":" + entry.getValue())
                        .toList());
            else line.append(quoted(guarded(value.toString())));
        }

        private static String guarded(String text) {
            return !text.isEmpty() && FORMULA_STARTS.indexOf(text.charAt(0)) >= 0 ? "'" + text : text;
        }
    }
}
