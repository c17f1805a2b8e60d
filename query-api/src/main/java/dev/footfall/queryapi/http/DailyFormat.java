package dev.footfall.queryapi.http;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.util.MinimalPrettyPrinter;
import dev.footfall.aggregator.query.RepositoryRow;
import dev.footfall.aggregator.rollup.DailyCounts;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;

/**
 * How daily rows are written.
 *
 * @param contentType the media type
 * @param opening makes a writer
 */
record DailyFormat(String contentType, Opening opening) {
    private static final List<String> COLUMNS =
            List.of("type", "id", "date", "downloads", "authenticated", "anonymous", "files", "bytes");
    private static final JsonFactory JSON = new JsonFactory();

    /** Writes one row after another; closing it ends the last one, and leaves the stream open. */
    interface Writer extends AutoCloseable {
        void write(RepositoryRow row) throws IOException;

        @Override
        void close() throws IOException;
    }

    /** Makes a writer. */
    @FunctionalInterface
    interface Opening {
        Writer to(OutputStream out) throws IOException;
    }

    /** Comma-separated, with a heading. */
    static DailyFormat csv() {
        return new DailyFormat(Formats.CSV_TYPE, CsvWriter::to);
    }

    /** One JSON object per line. */
    static DailyFormat ndjson() {
        return new DailyFormat(Formats.NDJSON_TYPE, NdjsonWriter::to);
    }

    Writer to(OutputStream out) throws IOException {
        return opening.to(out);
    }

    private record CsvWriter(OutputStream out) implements Writer {
        static Writer to(OutputStream out) throws IOException {
            var writer = new CsvWriter(out);
            writer.line(COLUMNS);
            return writer;
        }

        @Override
        public void write(RepositoryRow row) throws IOException {
            DailyCounts counts = row.day().counts();
            line(List.of(
                    row.repo().type().label(),
                    row.repo().fullName(),
                    row.day().date(),
                    counts.downloads(),
                    counts.authenticated(),
                    counts.anonymous(),
                    counts.files(),
                    counts.bytes()));
        }

        private void line(List<?> cells) throws IOException {
            out.write(Csv.line(cells).getBytes(StandardCharsets.UTF_8));
        }

        @Override
        public void close() {
            // each line is written as it comes
        }
    }

    private record NdjsonWriter(JsonGenerator json) implements Writer {
        static Writer to(OutputStream out) throws IOException {
            JsonGenerator json = JSON.createGenerator(out)
                    .disable(JsonGenerator.Feature.AUTO_CLOSE_TARGET)
                    .disable(JsonGenerator.Feature.FLUSH_PASSED_TO_STREAM)
                    .setPrettyPrinter(new MinimalPrettyPrinter(""));
            return new NdjsonWriter(json);
        }

        @Override
        public void write(RepositoryRow row) throws IOException {
            DailyCounts counts = row.day().counts();
            json.writeStartObject();
            json.writeStringField("type", row.repo().type().label());
            json.writeStringField("id", row.repo().fullName());
            json.writeStringField("date", row.day().date().toString());
            json.writeNumberField("downloads", counts.downloads());
            json.writeNumberField("authenticated", counts.authenticated());
            json.writeNumberField("anonymous", counts.anonymous());
            json.writeNumberField("files", counts.files());
            json.writeNumberField("bytes", counts.bytes());
            json.writeEndObject();
            json.writeRaw('\n');
        }

        @Override
        public void close() throws IOException {
            json.close();
        }
    }
}
