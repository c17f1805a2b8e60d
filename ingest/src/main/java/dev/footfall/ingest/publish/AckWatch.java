package dev.footfall.ingest.publish;

import java.time.Duration;
import java.util.function.LongSupplier;

/**
 * Watch over a log that owes acknowledgements. A silence begins with the first batch that is handed over after the last
 * acknowledgement, and only an acknowledgement ends it, of a batch or of one record: a failed batch is no sign of life.
 * Safe for use by many threads.
 */
final class AckWatch {
    /** Longer than an acknowledgement takes on a busy cluster, shorter than a caller's patience. */
    static final Duration BEARABLE = Duration.ofSeconds(2);

    private final LongSupplier nanoClock;
    private int undecided;
    private boolean isSilent;
    private long sinceNanos;
    private long seen;

    AckWatch(LongSupplier nanoClock) {
        this.nanoClock = nanoClock;
    }

    /** The decision on another batch. */
    enum Entry {
        /** The log answers, as far as is known. */
        OPEN,
        /** The log is away, as far as is known, and this batch may find out whether it still is. */
        TRIAL,
        /** The log is away, and something that waits for it will notice when it is back. */
        REFUSED
    }

    /**
     * Lets a batch in, or not; who is let in says how it ended.
     *
     * @param records the number of records acknowledged so far, also of batches that wait for others
     */
    synchronized Entry enter(long records) {
        long now = nanoClock.getAsLong();
        if (records != seen) sinceNanos = now;
        seen = records;
        boolean isAway = isSilent && now - sinceNanos > BEARABLE.toNanos();
        if (isAway && undecided > 0) return Entry.REFUSED;
        if (!isSilent) sinceNanos = now;
        isSilent = true;
        undecided++;
        return isAway ? Entry.TRIAL : Entry.OPEN;
    }

    synchronized void acknowledged() {
        undecided--;
        isSilent = undecided > 0;
        sinceNanos = nanoClock.getAsLong();
    }

    synchronized void failed() {
        undecided--;
    }
}
