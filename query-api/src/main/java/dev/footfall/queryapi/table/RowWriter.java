package dev.footfall.queryapi.table;

import java.io.IOException;

/** The writing of one row after another. Closing it ends the last one, and leaves the stream open. */
public interface RowWriter<R> extends AutoCloseable {
    /** Writes a row. */
    void write(R row) throws IOException;

    @Override
    void close() throws IOException;
}
