package dev.footfall.queryapi.table;

import java.io.IOException;

/** The writing of one row after another. Closing it ends the last one, and leaves the stream open. */
public interface RowWriter<R> extends AutoCloseable {
    void write(R row) throws IOException;

    @Override
    default void close() throws IOException {}
}
