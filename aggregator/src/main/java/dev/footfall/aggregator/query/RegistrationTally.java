package dev.footfall.aggregator.query;

import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.LongAdder;

/** What became of the records of repositories that this instance has read since its start. Safe for many threads. */
public final class RegistrationTally {
    /** A state that was taken over. */
    public static final String APPLIED = "applied";

    /** One older than what is known. */
    public static final String OUTDATED = "outdated";

    private static final String REJECTED = "rejected.";

    private final Map<String, LongAdder> numbers = new ConcurrentHashMap<>();

    /** Adds a record that came to this end: {@link #APPLIED} or {@link #OUTDATED}. */
    public void add(String outcome) {
        numbers.computeIfAbsent(outcome, any -> new LongAdder()).increment();
    }

    /** Adds a record that is no state of a repository, by the field at fault. */
    public void reject(String field) {
        add(REJECTED + field);
    }

    /** How many came to this end. */
    public long number(String outcome) {
        LongAdder number = numbers.get(outcome);
        return number == null ? 0 : number.sum();
    }

    /** How many had this field at fault. */
    public long rejected(String field) {
        return number(REJECTED + field);
    }
}
