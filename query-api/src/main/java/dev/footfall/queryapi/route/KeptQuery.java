package dev.footfall.queryapi.route;

/**
 * A question that costs much to answer: a node keeps the answers of its partitions for whoever asks the same next, until the
 * state changes ({@link KeptAnswers}). Its answers are not to be changed.
 */
public interface KeptQuery<T> extends PartitionQuery<T> {
    /** The number of entries in an answer, by which it is weighed. */
    int size(T answer);
}
