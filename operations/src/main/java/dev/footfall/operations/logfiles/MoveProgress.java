package dev.footfall.operations.logfiles;

/** The listener of a log on its way. */
@FunctionalInterface
public interface MoveProgress {
    /**
     * Receives how far it is.
     *
     * @param done the part of {@code total} that is done
     * @param records the number of records so far
     */
    void show(long done, long total, long records);
}
