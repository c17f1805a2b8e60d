package dev.footfall.queryapi.question;

/**
 * The progress of partitions of a state.
 *
 * @param partitions those that answer; {@code level}: those that lack at most {@value #MOST_LEFT} records
 * @param counted records of the log up to which they were read
 * @param left records that they lack
 */
public record StateProgress(int partitions, int level, long counted, long left) {
    public static final StateProgress NONE = new StateProgress(0, 0, 0, 0);

    /** As few as a state may lack that is promoted. */
    public static final long MOST_LEFT = 1_000;

    static StateProgress ofPartition(long counted, long left) {
        return new StateProgress(1, left <= MOST_LEFT ? 1 : 0, counted, left);
    }

    StateProgress and(StateProgress other) {
        return new StateProgress(
                partitions + other.partitions, level + other.level, counted + other.counted, left + other.left);
    }
}
