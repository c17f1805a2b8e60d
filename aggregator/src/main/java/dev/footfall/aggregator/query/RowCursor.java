package dev.footfall.aggregator.query;

import java.util.Iterator;

/** Daily rows, read from the store on demand, by their repositories' keys and then by day. Has to be closed. */
public interface RowCursor<T> extends Iterator<RepositoryRow<T>>, AutoCloseable {
    /** The rows cannot be read to their end: the store was closed, a peer broke off, or the reader was interrupted. */
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
