package dev.footfall.aggregator.query;

import java.util.Iterator;

/**
 * Daily rows, read from the store on demand, in the order of their repositories' keys and then by day. Has to
 * be closed.
 *
 * @param <T> the form of the days
 */
public interface RowCursor<T> extends Iterator<RepositoryRow<T>>, AutoCloseable {
    @Override
    void close();
}
