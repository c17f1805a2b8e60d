package dev.footfall.aggregator.partition;

/** The state that is there cannot be gone on from. The message says why, and what to do. */
public final class StateConflict extends RuntimeException {
    private static final long serialVersionUID = 1;

    StateConflict(String message) {
        super(message);
    }

    /** A partition whose log is being read from before the place that its state has reached. */
    public static StateConflict alreadyCounted(int partition) {
        return new StateConflict("The state of partition " + partition
                + " holds records that are to be read again, as after an interrupted rebuild."
                + " Run `footfall rebuild` to count the log again.");
    }
}
