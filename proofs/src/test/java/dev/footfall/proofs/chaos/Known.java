package dev.footfall.proofs.chaos;

import dev.footfall.bench.Catalog;
import dev.footfall.bench.Load;
import dev.footfall.proofs.guarantees.Ledger;
import dev.footfall.proofs.guarantees.Ledger.Moments;
import java.time.Duration;
import java.time.LocalDate;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * The facts that answers are held against.
 *
 * @param ledger the events that were sent and acknowledged
 * @param catalog the repositories
 * @param load the load of events
 * @param rules those by which answers may count
 * @param isOver whether everything is counted, so that nothing is unsure
 */
record Known(Ledger ledger, Catalog catalog, Load load, AnsweringRules rules, boolean isOver) {
    private static final long SECONDS_PER_DAY = Duration.ofDays(1).toSeconds();

    /**
     * The greatest age of an answer that does not tell of each partition: the as-of time of several is that of the
     * newest. It is far beyond every pause of a run.
     */
    private static final Duration OLDEST = Duration.ofMinutes(3);

    /** Those of a run that is under way. */
    Known(Ledger ledger, Catalog catalog, Load load, AnsweringRules rules) {
        this(ledger, catalog, load, rules, false);
    }

    /** The same when everything is counted. */
    Known over() {
        return new Known(ledger, catalog, load, rules, true);
    }

    /** The moments of an answer about one partition: everything up to its as-of time counts. */
    Moments ofOnePartition(ServerAnswer answer) {
        return moments(answer, answer.asOfMillis());
    }

    /** The moments of an answer about many partitions: as many events as it says to be behind may not count yet. */
    Moments ofMany(ServerAnswer answer) {
        return moments(answer, Math.min(answer.asOfMillis(), longBefore(answer.arrivedMillis())))
                .behind(behind(answer));
    }

    private Moments moments(ServerAnswer answer, long ackedBeforeMillis) {
        Duration gap = rules.gapOf(answer);
        return isOver ? Moments.end(gap) : new Moments(ackedBeforeMillis, answer.arrivedMillis(), gap, 0);
    }

    private long behind(ServerAnswer answer) {
        return isOver ? 0 : answer.lag();
    }

    /** A moment before which everything has to be known, whoever is asked. */
    private long longBefore(long millis) {
        return isOver ? Long.MAX_VALUE : millis - OLDEST.toMillis();
    }

    /** True if this answer has to know the repository. */
    boolean hasToBeThere(int repository, ServerAnswer answer) {
        return ledger.countedBefore(repository, longBefore(answer.arrivedMillis())) > behind(answer);
    }

    /** All days of the load, as parameters of a question. */
    String period() {
        return "from=" + LocalDate.ofEpochDay(load.firstDay()) + "&to=" + LocalDate.ofEpochDay(lastDay());
    }

    /** The same as seconds: the first of the first day and the last of the last one. */
    String seconds(String start, String end) {
        return seconds(start, load.firstDay(), end, lastDay());
    }

    /** The seconds of these days, both included. */
    static String seconds(String start, int firstDay, String end, int lastDay) {
        return start + "=" + SECONDS_PER_DAY * firstDay + "&" + end + "=" + (SECONDS_PER_DAY * (lastDay + 1L) - 1);
    }

    /** The dates of all days of the load, in order. */
    List<String> days() {
        return LocalDate.ofEpochDay(load.firstDay())
                .datesUntil(LocalDate.ofEpochDay(lastDay() + 1L))
                .map(LocalDate::toString)
                .toList();
    }

    /** The repositories of the load, by the name that tells those of all types apart. */
    Map<String, Integer> byName() {
        Map<String, Integer> indexes = new LinkedHashMap<>();
        for (int index = 0; index < catalog.size(); index++)
            indexes.put(catalog.id(index).mixedName(), index);
        return indexes;
    }

    /** The day after the load's, too: the last visits of the load end after midnight. */
    int lastDay() {
        return load.firstDay() + load.days();
    }
}
