package dev.footfall.queryapi.route;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.databind.MappingIterator;
import dev.footfall.aggregator.query.RepositoryRow;
import dev.footfall.aggregator.query.RowCursor;
import java.io.IOException;
import java.io.InputStream;
import java.time.DateTimeException;
import java.util.NoSuchElementException;
import java.util.Optional;

/** The rows of a peer's partitions while they come in, and their number after the last one. */
final class RowStream<T> implements RowCursor<T> {
    private static final String BROKE_OFF = "a peer's rows broke off";

    private final JsonParser in;
    private final InputStream body;
    private final MappingIterator<RepositoryRow<T>> rows;
    private Optional<RepositoryRow<T>> ahead = Optional.empty();
    private boolean isAtEnd;
    private long read;

    /**
     * Rows that follow in a body.
     *
     * @param in the stream of the rows, with their number after them
     */
    RowStream(JsonParser in, InputStream body, MappingIterator<RepositoryRow<T>> rows) {
        this.in = in;
        this.body = body;
        this.rows = rows;
    }

    @Override
    public boolean hasNext() {
        if (ahead.isPresent()) return true;
        if (isAtEnd) return false;
        try {
            if (rows.hasNextValue()) {
                ahead = Optional.of(rows.nextValue());
                read++;
                return true;
            }
            if (in.nextToken() != JsonToken.VALUE_NUMBER_INT || in.getLongValue() != read) {
                throw new IOException("another number of rows");
            }
            isAtEnd = true;
            return false;
        } catch (IOException | IllegalArgumentException | DateTimeException e) {
            throw new Lost(BROKE_OFF, e);
        }
    }

    @Override
    public RepositoryRow<T> next() {
        if (!hasNext()) throw new NoSuchElementException();
        RepositoryRow<T> row = ahead.orElseThrow();
        ahead = Optional.empty();
        return row;
    }

    @Override
    public void close() {
        try {
            body.close();
        } catch (IOException e) {
            throw new Lost(BROKE_OFF, e);
        }
    }
}
