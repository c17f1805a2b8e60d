package dev.footfall.aggregator.counting.heap;

import dev.footfall.aggregator.counting.store.LogPosition;
import dev.footfall.rules.ExclusionReason;
import java.util.Collections;
import java.util.Map;
import java.util.TreeMap;

/**
 * The fate of every record of one partition so far: {@code counted + excluded + rejected = read}, and how many sources
 * its repositories have. It changes with every record, so it is not a record itself; not thread-safe.
 */
public final class Tally {
    private final RunningExclusions excluded = new RunningExclusions();
    private final Map<String, Long> rejected = new TreeMap<>();
    private long counted;
    private long sources;
    private long nextOffset;
    private long newestLogTimeMillis;
    private int sealedBefore;

    public void reach(long offset, long logTimeMillis) {
        nextOffset = offset + 1;
        newestLogTimeMillis = Math.max(newestLogTimeMillis, logTimeMillis);
    }

    /** Notes that all days before this one, in days since 1970, come from sealed days. */
    public void seal(int beforeDay) {
        sealedBefore = beforeDay;
    }

    public void count(long events) {
        counted += events;
    }

    public void exclude(ExclusionReason reason, long events) {
        excluded.add(reason, events);
    }

    public void reject(String field, long records) {
        rejected.merge(field, records, Long::sum);
    }

    public void addSources(long more) {
        sources += more;
    }

    public Tally copy() {
        var copy = new Tally();
        copy.counted = counted;
        copy.sources = sources;
        copy.nextOffset = nextOffset;
        copy.newestLogTimeMillis = newestLogTimeMillis;
        copy.sealedBefore = sealedBefore;
        copy.excluded.addAll(excluded.byReason());
        copy.rejected.putAll(rejected);
        return copy;
    }

    public long read() {
        return counted + sum(excluded()) + sum(rejected);
    }

    public long counted() {
        return counted;
    }

    /** Sources of counted events, each once for each repository; 0 where they are not counted. */
    public long sources() {
        return sources;
    }

    public Map<ExclusionReason, Long> excluded() {
        return excluded.byReason();
    }

    /** Records that are no valid event, by the field at fault. */
    public Map<String, Long> rejected() {
        return Collections.unmodifiableMap(rejected);
    }

    /** The offset after the last record read; 0 before the first. */
    public long nextOffset() {
        return nextOffset;
    }

    /** The newest log time read, milliseconds since 1970; 0 before the first. */
    public long newestLogTimeMillis() {
        return newestLogTimeMillis;
    }

    public LogPosition position() {
        return new LogPosition(nextOffset, newestLogTimeMillis, sealedBefore);
    }

    private static long sum(Map<?, Long> counts) {
        long sum = 0;
        for (long count : counts.values()) sum += count;
        return sum;
    }
}
