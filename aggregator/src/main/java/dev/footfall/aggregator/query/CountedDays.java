package dev.footfall.aggregator.query;

import java.util.Iterator;

/**
 * Days, read from the store on demand, by their repositories' keys and then by date. Fails with {@link RowsLost} if they cannot
 * be read to their end. Has to be closed; not thread-safe.
 */
public interface CountedDays extends Iterator<CountedDay>, AutoCloseable {
    @Override
    void close();
}
