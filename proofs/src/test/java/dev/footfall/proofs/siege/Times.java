package dev.footfall.proofs.siege;

import dev.footfall.bench.Figures;
import java.util.EnumMap;
import java.util.Map;

/** Times that honest callers waited. Safe for any number of threads. */
final class Times {
    private final Map<Wait, Figures> millis = new EnumMap<>(Wait.class);

    /** Notes a wait that ends now. */
    synchronized void add(Wait wait, long sinceNanos) {
        millis.computeIfAbsent(wait, unused -> new Figures()).add((System.nanoTime() - sinceNanos) / 1e6);
    }

    /** Forgets what was noted so far. */
    synchronized void clear() {
        millis.clear();
    }

    /** The times so far. */
    synchronized Map<Wait, Figures> millis() {
        var all = new EnumMap<Wait, Figures>(Wait.class);
        all.putAll(millis);
        return all;
    }
}
