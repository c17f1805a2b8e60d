package dev.footfall.proofs.chaos;

import static java.util.Objects.requireNonNull;

import java.util.IdentityHashMap;
import java.util.Locale;
import java.util.Set;

/** The longest times until parcels were acknowledged that were under way during a fault, by the leader that they need. */
final class AckTimes {
    private final IdentityHashMap<Object, Long> pending = new IdentityHashMap<>();
    private Set<Integer> led = Set.of();
    private long beganNanos;
    private long endedNanos;
    private boolean isOver = true;
    private long reachableNanos;
    private long othersNanos;

    /** Begins anew, with a fault of the leader of these partitions. */
    synchronized void begin(Set<Integer> partitions) {
        led = partitions;
        beganNanos = System.nanoTime();
        isOver = false;
        reachableNanos = 0;
        othersNanos = 0;
    }

    /** Leaves out what is sent from now on. */
    synchronized void end() {
        endedNanos = System.nanoTime();
        isOver = true;
    }

    /** Notes that a request is made for the first time. */
    synchronized void sending(Object request) {
        pending.put(request, System.nanoTime());
    }

    /** Notes that the events of a request, of one partition or, for −1, of several, were acknowledged now. */
    synchronized void acknowledged(Object request, int partition) {
        long now = System.nanoTime();
        long sent = requireNonNull(pending.remove(request));
        if (isOver && sent - endedNanos > 0) return;
        long nanos = now - Math.max(sent, beganNanos);
        if (partition < 0 || led.contains(partition)) othersNanos = Math.max(othersNanos, nanos);
        else reachableNanos = Math.max(reachableNanos, nanos);
    }

    /** True if all requests that were under way during the fault were acknowledged. */
    synchronized boolean areComplete() {
        return pending.values().stream().noneMatch(sent -> sent - endedNanos < 0);
    }

    @Override
    public synchronized String toString() {
        return String.format(
                Locale.ROOT, "within %.1f s, those that it leads %.1f s", reachableNanos / 1e9, othersNanos / 1e9);
    }
}
