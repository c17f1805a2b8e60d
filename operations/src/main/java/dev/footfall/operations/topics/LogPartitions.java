package dev.footfall.operations.topics;

/**
 * The number of partitions that a log was made with, which its topics have: repositories would lie in two of them
 * otherwise. Only a check of the topics gives one.
 */
public final class LogPartitions {
    private final int number;

    LogPartitions(int number) {
        this.number = number;
    }

    public int number() {
        return number;
    }
}
