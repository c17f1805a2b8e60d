package dev.footfall.aggregator.query;

import java.util.Iterator;

/** Daily rows, read from the store on demand, by their repositories' keys and then by day. Has to be closed. */
public interface RowCursor<T> extends Iterator<RepositoryRow<T>>, AutoCloseable {

    @Override
    void close();
}
