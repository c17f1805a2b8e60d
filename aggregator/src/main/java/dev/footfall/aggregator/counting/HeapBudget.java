package dev.footfall.aggregator.counting;

import java.util.concurrent.atomic.AtomicInteger;

/** The bytes for heap copies of this process, an equal share for each partition. Safe for many threads. */
public final class HeapBudget {
    private final long limitBytes;
    private final AtomicInteger members = new AtomicInteger();

    public HeapBudget(long limitBytes) {
        if (limitBytes < 0) throw new IllegalArgumentException("limitBytes < 0: " + limitBytes);
        this.limitBytes = limitBytes;
    }

    void join() {
        members.incrementAndGet();
    }

    void leave() {
        members.decrementAndGet();
    }

    public long shareBytes() {
        return limitBytes / Math.max(1, members.get());
    }
}
