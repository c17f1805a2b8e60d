package dev.footfall.queryapi.states;

public final class DecisionUnavailable extends RuntimeException {
    private static final long serialVersionUID = 1;

    public DecisionUnavailable(String why) {
        super(why);
    }

    public DecisionUnavailable(String why, Throwable cause) {
        super(why, cause);
    }
}
