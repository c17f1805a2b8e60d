package dev.footfall.aggregator.query;

import java.util.Iterator;

/**
 * Daily rows, read from the store on demand, in the order of their repositories' keys and then by day. Has to
 * be closed.
 *
 * @param <T> the form of the days
 */
public interface RowCursor<T> extends Iterator<RepositoryRow<T>>, AutoCloseable {
    /** The rows cannot be read on: their store was closed, a peer broke off, or nobody waits for them any more. */
    final class Lost extends RuntimeException {
        private static final long serialVersionUID = 1;

        public Lost() {
            super("the stores were closed while they were read");
        }

        public Lost(Throwable cause) {
            this();
            initCause(cause);
        }

        public Lost(String why, Throwable cause) {
            super(why, cause);
        }
    }

    @Override
    void close();
}
