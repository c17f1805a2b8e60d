package dev.footfall.queryapi.states;

/** A decision that could not be made, because Kafka did not answer in time; the message says what was missing. */
public final class DecisionUnavailable extends RuntimeException {
    private static final long serialVersionUID = 1;

    public DecisionUnavailable(String why, Throwable cause) {
        super(why, cause);
    }
}
