package dev.footfall.aggregator.session;

/** What one event came to: the one decision that all roll-ups follow. */
public sealed interface Outcome {
    /** By how many the visitor's sessions of that day have changed: +1, 0 or −1. */
    int downloads();

    /** Whether the event is a counted file. */
    default boolean isCounted() {
        return true;
    }

    /** Counted, as the first of a new session. */
    record Opened() implements Outcome {
        @Override
        public int downloads() {
            return 1;
        }
    }

    /** Counted, within a session that was there. */
    record Continued() implements Outcome {
        @Override
        public int downloads() {
            return 0;
        }
    }

    /** Counted, and the bridge that made two sessions one. */
    record Merged() implements Outcome {
        @Override
        public int downloads() {
            return -1;
        }
    }

    /** Not counted. */
    record Excluded(ExclusionReason reason) implements Outcome {
        @Override
        public int downloads() {
            return 0;
        }

        @Override
        public boolean isCounted() {
            return false;
        }
    }
}
