package dev.footfall.queryapi.route;

import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.JavaType;
import com.fasterxml.jackson.databind.MappingIterator;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.ObjectReader;
import com.fasterxml.jackson.databind.ObjectWriter;
import com.fasterxml.jackson.databind.SequenceWriter;
import dev.footfall.aggregator.query.RowsLost;
import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.time.DateTimeException;
import java.util.Collections;
import java.util.Iterator;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Supplier;
import java.util.stream.Stream;

/**
 * Answers that are read while they come in: first the results of the partitions without their rows, at once; then the rows of
 * those that are found, merged; at last their number. A stream that ends otherwise was broken off.
 */
final class StreamedRows<T> implements AnswerFormat<RowCursor<T>> {
    private static final int BUFFER_BYTES = 32 << 10;
    private static final String BROKE_OFF = "a peer's rows broke off";
    private static final TypeReference<List<PartitionResult<Boolean>>> HEAD = new TypeReference<>() {};

    private final ObjectMapper mapper;
    private final ObjectWriter rowWriter;
    private final ObjectReader rowReader;

    StreamedRows(ObjectMapper mapper, JavaType day) {
        JavaType row = mapper.getTypeFactory().constructParametricType(RepositoryRow.class, day);
        this.mapper = mapper;
        this.rowWriter = mapper.writerFor(row);
        this.rowReader = mapper.readerFor(row);
    }

    @Override
    public boolean isStreamed() {
        return true;
    }

    @Override
    public void write(
            PartitionQuery<RowCursor<T>> query, List<PartitionResult<RowCursor<T>>> results, OutputStream body)
            throws IOException {
        List<PartitionResult<Boolean>> head =
                results.stream().map(result -> result.map(rows -> true)).toList();
        JsonGenerator out = mapper.createGenerator(new BufferedOutputStream(body, BUFFER_BYTES));
        mapper.writerFor(HEAD).writeValue(out, head);
        out.writeStartArray();
        out.flush();
        long written = write(query.merge(PartitionResult.values(results)), out);
        out.writeEndArray();
        out.writeNumber(written);
        out.flush();
    }

    private long write(RowCursor<T> rows, JsonGenerator out) throws IOException {
        SequenceWriter writer = rowWriter.writeValues(out);
        long written = 0;
        for (; rows.hasNext(); written++) writer.write(rows.next());
        return written;
    }

    @Override
    public List<PartitionResult<RowCursor<T>>> read(Set<Integer> asked, InputStream body) throws IOException {
        boolean isUsed = false;
        try {
            JsonParser in = mapper.createParser(body);
            List<PartitionResult<Boolean>> head =
                    AnswerFormat.checked(WireTypes.present(mapper.readValue(in, HEAD)), asked);
            var rows = new RowReader<>(new RowStream<>(in, rows(in)), () -> close(body));
            isUsed = head.stream().anyMatch(PartitionResult::isFound);
            return withRows(head, rows);
        } catch (IllegalArgumentException | DateTimeException e) {
            throw new IOException("no answer", e);
        } finally {
            if (!isUsed) body.close();
        }
    }

    private MappingIterator<RepositoryRow<T>> rows(JsonParser in) throws IOException {
        if (in.nextToken() != JsonToken.START_ARRAY) throw new IOException("no rows");
        in.clearCurrentToken();
        return rowReader.readValues(in);
    }

    /** The rows of all partitions come merged: the first partition found gets them, the others none. */
    private static <T> List<PartitionResult<RowCursor<T>>> withRows(
            List<PartitionResult<Boolean>> head, RowCursor<T> rows) {
        Iterator<RowCursor<T>> given = Stream.concat(
                        Stream.of(rows), Stream.generate(() -> new RowReader<T>(Collections.emptyIterator())))
                .iterator();
        return head.stream().map(result -> result.map(any -> given.next())).toList();
    }

    private static void close(InputStream body) {
        try {
            body.close();
        } catch (IOException e) {
            throw new RowsLost(BROKE_OFF, e);
        }
    }

    /** {@code in}: the rows, with their number after them. */
    private static final class RowStream<T> implements Supplier<Optional<RepositoryRow<T>>> {
        private final JsonParser in;
        private final MappingIterator<RepositoryRow<T>> rows;
        private long read;

        RowStream(JsonParser in, MappingIterator<RepositoryRow<T>> rows) {
            this.in = in;
            this.rows = rows;
        }

        @Override
        public Optional<RepositoryRow<T>> get() {
            try {
                if (rows.hasNextValue()) {
                    read++;
                    return Optional.of(rows.nextValue());
                }
                if (in.nextToken() != JsonToken.VALUE_NUMBER_INT || in.getLongValue() != read) {
                    throw new IOException("another number of rows");
                }
                return Optional.empty();
            } catch (IOException | IllegalArgumentException | DateTimeException e) {
                throw new RowsLost(BROKE_OFF, e);
            }
        }
    }
}
