package dev.footfall.aggregator.session;

import dev.footfall.rules.ExclusionReason;

/**
 * The decision on one event, which all roll-ups follow. Sessions change by their heads alone: a roll-up of downloads adds
 * the head that came and subtracts the head that went, and so depends on the final set of sessions, not on the order of
 * events.
 */
public sealed interface Outcome permits CountedOutcome, Outcome.Excluded {
    /** The change in the number of the visitor's sessions of that day: +1, 0 or −1. */
    int downloads();

    record Excluded(ExclusionReason reason) implements Outcome {
        @Override
        public int downloads() {
            return 0;
        }
    }
}
