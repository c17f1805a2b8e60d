package dev.footfall.queryapi.states;

/** A decision that cannot be made as things are; the message says why. */
public final class DecisionRefused extends RuntimeException {
    private static final long serialVersionUID = 1;

    public DecisionRefused(String why) {
        super(why, null, false, false); // an answer, not a fault: nobody reads its stack
    }
}
