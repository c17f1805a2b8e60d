package dev.footfall.queryapi.states;

public final class DecisionRefused extends RuntimeException {
    private static final long serialVersionUID = 1;

    public DecisionRefused(String why) {
        super(why, null, false, false); // an answer, not a fault: nobody reads its stack
    }
}
