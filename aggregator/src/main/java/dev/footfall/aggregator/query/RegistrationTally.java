package dev.footfall.aggregator.query;

import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.LongAdder;

/** What became of the records of repositories that this instance has read since its start. Safe for many threads. */
public final class RegistrationTally {
    private final LongAdder applied = new LongAdder();
    private final Map<String, LongAdder> rejected = new ConcurrentHashMap<>();

    /** Adds a state that was taken over. */
    public void apply() {
        applied.increment();
    }

    /** Adds a record that is no state of a repository, by the field at fault. */
    public void reject(String field) {
        rejected.computeIfAbsent(field, any -> new LongAdder()).increment();
    }

    /** How many were taken over. */
    public long applied() {
        return applied.sum();
    }

    /** The number of records that were no registrations. */
    public long rejected() {
        return rejected.values().stream().mapToLong(LongAdder::sum).sum();
    }

    /** How many had this field at fault. */
    public long rejected(String field) {
        LongAdder number = rejected.get(field);
        return number == null ? 0 : number.sum();
    }
}
