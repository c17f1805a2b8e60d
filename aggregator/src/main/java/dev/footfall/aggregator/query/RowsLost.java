package dev.footfall.aggregator.query;

/** The rows cannot be read to their end: the store was closed, a peer broke off, or the reader was interrupted. */
public final class RowsLost extends RuntimeException {
    private static final long serialVersionUID = 1;

    public RowsLost() {
        super("the stores were closed while they were read");
    }

    public RowsLost(Throwable cause) {
        this();
        initCause(cause);
    }

    public RowsLost(String why, Throwable cause) {
        super(why, cause);
    }
}
