package dev.footfall.aggregator.counting;

import java.util.Set;

/** The state that is there cannot be continued. The message says why, and what to do. */
public final class StateConflict extends IllegalStateException {
    private static final long serialVersionUID = 1;

    public StateConflict(String message) {
        super(message);
    }

    static StateConflict sealedByOtherRules(Set<String> sealed, String wanted, boolean areSeveral) {
        return new StateConflict("Days were sealed by other rules: " + String.join(", ", sealed)
                + ", but the current rules are " + wanted
                + ". The events of these days are gone, so they cannot be counted by other rules. "
                + (areSeveral
                        ? "Days were sealed before and after a promotion, so no single rule set fits all of them: set"
                        : "Restore the old rules, or set")
                + " sealed.other-rules=keep to keep these days as they were counted, and count the rest by the "
                + "current rules.");
    }
}
