package dev.footfall.aggregator.query;

import java.util.Iterator;

/**
 * Daily rows, read from the store on demand, in the order of their repositories' keys and then by day. Has to
 * be closed.
 */
public interface RowCursor extends Iterator<RepositoryRow>, AutoCloseable {
    @Override
    void close();
}
