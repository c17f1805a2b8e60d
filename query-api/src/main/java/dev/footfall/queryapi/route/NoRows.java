package dev.footfall.queryapi.route;

import dev.footfall.aggregator.query.RepositoryRow;
import dev.footfall.aggregator.query.RowCursor;
import java.util.NoSuchElementException;

/** No rows. */
record NoRows<T>() implements RowCursor<T> {
    @Override
    public boolean hasNext() {
        return false;
    }

    @Override
    public RepositoryRow<T> next() {
        throw new NoSuchElementException();
    }

    @Override
    public void close() {
        // nothing is open
    }
}
