package dev.footfall.queryapi.table;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.util.MinimalPrettyPrinter;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.util.List;

/** A way to write any number of rows one after another. */
public enum TableFormat {
    /** Comma-separated, with a heading. */
    CSV("csv", "text/csv; charset=utf-8; header=present") {
        @Override
        public <R> RowWriter<R> writer(Table<R> table, OutputStream out) throws IOException {
            List<Column<R>> columns = table.flat();
            var csv = new Csv(out);
            csv.line(columns, Column::name);
            return new RowWriter<>() {
                @Override
                public void write(R row) throws IOException {
                    csv.line(columns, column -> column.value().apply(row));
                }

                @Override
                public void close() {
                    // each line is written as it comes
                }
            };
        }
    },

    /** One JSON object per line. */
    NDJSON("ndjson", "application/x-ndjson") {
        @Override
        public <R> RowWriter<R> writer(Table<R> table, OutputStream out) throws IOException {
            JsonGenerator json = JSON.createGenerator(out)
                    .disable(JsonGenerator.Feature.AUTO_CLOSE_TARGET)
                    .disable(JsonGenerator.Feature.FLUSH_PASSED_TO_STREAM)
                    .setPrettyPrinter(new MinimalPrettyPrinter(""));
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

    /** Its name in parameters. */
    public String label() {
        return label;
    }

    /** Its media type. */
    public String mediaType() {
        return mediaType;
    }

    /** A writer of the table's rows. */
    public abstract <R> RowWriter<R> writer(Table<R> table, OutputStream out) throws IOException;

    /** Writes all of these rows. */
    public <R> byte[] bytes(Table<R> table, Iterable<R> rows) {
        var bytes = new ByteArrayOutputStream();
        try (RowWriter<R> writer = writer(table, bytes)) {
            for (R row : rows) writer.write(row);
        } catch (IOException e) { // memory takes every byte
            throw new UncheckedIOException(e);
        }
        return bytes.toByteArray();
    }
}
