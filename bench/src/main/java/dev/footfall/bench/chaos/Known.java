package dev.footfall.bench.chaos;

import dev.footfall.bench.Catalog;
import dev.footfall.bench.Load;
import dev.footfall.bench.guarantees.Ledger;
import dev.footfall.bench.guarantees.Ledger.Moments;
import java.time.Duration;
import java.time.LocalDate;

/**
 * The facts that answers are held against.
 *
 * @param ledger the events that were sent and acknowledged
 * @param catalog the repositories
 * @param load the load of events
 */
record Known(Ledger ledger, Catalog catalog, Load load) {
    /**
     * The greatest age of an answer that does not tell of each partition: the as-of time of several is that of the
     * newest. It is far beyond every pause of a run.
     */
    private static final Duration OLDEST = Duration.ofMinutes(3);

    /** The moments of an answer about one partition: everything up to its as-of time counts. */
    static Moments ofOnePartition(ServerAnswer answer) {
        return new Moments(answer.asOfMillis(), answer.arrivedMillis());
    }

    /** The moments of an answer about many partitions. */
    static Moments ofMany(ServerAnswer answer) {
        long ackedBefore = Math.min(answer.asOfMillis(), longBefore(answer.arrivedMillis()));
        return new Moments(ackedBefore, answer.arrivedMillis());
    }

    /** A moment before which everything has to be known, whoever is asked. */
    static long longBefore(long millis) {
        return millis - OLDEST.toMillis();
    }

    /** True if the repository must be known to whoever answers then. */
    boolean hasToBeThere(int repository, long arrivedMillis) {
        return ledger.isCountedBefore(repository, longBefore(arrivedMillis));
    }

    /** All days of the load, as parameters of a question. */
    String period() {
        return "from=" + LocalDate.ofEpochDay(load.firstDay()) + "&to=" + LocalDate.ofEpochDay(lastDay());
    }

    /** The day after the load's, too: the last visits of the load end after midnight. */
    int lastDay() {
        return load.firstDay() + load.days();
    }
}
