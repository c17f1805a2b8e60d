package dev.footfall.proofs.chaos;

import java.util.HashMap;
import java.util.Map;

/** Times in which questions had no whole answer, each from the first that failed until one that was answered. */
final class Waits {
    private final Map<Question, Long> sinceNanos = new HashMap<>();
    private long longestNanos;

    synchronized void answered(Question question, long askedNanos, boolean isWhole) {
        if (!isWhole) {
            sinceNanos.merge(question, askedNanos, Math::min);
            return;
        }
        Long since = sinceNanos.get(question);
        // one that was asked before and is answered late says nothing about those that were asked after it
        if (since == null || askedNanos < since) return;
        note(since);
        sinceNanos.remove(question);
    }

    private void note(long since) {
        longestNanos = Math.max(longestNanos, System.nanoTime() - since);
    }

    /** True if no question waits for a whole answer. */
    synchronized boolean isOver() {
        return sinceNanos.isEmpty();
    }

    /** The longest, those included that last still. */
    synchronized double longestSeconds() {
        sinceNanos.values().forEach(this::note);
        return longestNanos / 1e9;
    }
}
