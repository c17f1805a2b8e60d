package dev.footfall.aggregator.counting;

/** The number of visitors that makes a page full, by the size of the last flush ({@link HeapDays}). Not thread-safe. */
final class PageSize {
    /** The most visitors of a page, but on the last level. */
    static final int MOST = 64;

    /** The most visitors of a page where a flush writes little. */
    static final int FEW = 4;

    /** The records from one flush to the next from which it writes much. */
    private static final long MUCH_RECORDS = 5_000;

    private int visitors = MOST;

    /** Chooses by the number of records read from one flush to the next. */
    void flushed(long records) {
        visitors = records < MUCH_RECORDS ? FEW : MOST;
    }

    boolean isFull(VisitorPage page) {
        return page.size() >= visitors;
    }
}
