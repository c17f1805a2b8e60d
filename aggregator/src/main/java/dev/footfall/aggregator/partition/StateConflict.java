package dev.footfall.aggregator.partition;

/** The state that is there cannot be gone on from. The message says why, and what to do. */
public final class StateConflict extends RuntimeException {
    private static final long serialVersionUID = 1;

    StateConflict(String message) {
        super(message);
    }

    /** Days that were sealed by other rules than those by which the rest of the log is to be counted. */
    static StateConflict sealedByOtherRules(String sealed, String wanted) {
        return new StateConflict("Days were sealed by other rules: " + sealed + ", and those of now are " + wanted
                + ". The events of these days are gone, so they cannot be counted by other rules. Start with the old rules,"
                + " or set sealed.other-rules=keep to keep these days as they were counted, and count the rest by the"
                + " new ones.");
    }
}
