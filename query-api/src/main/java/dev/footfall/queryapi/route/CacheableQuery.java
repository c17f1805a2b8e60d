package dev.footfall.queryapi.route;

/** An expensive one: nodes cache its answers, not to be changed, until the state does ({@link AnswerCache}). */
public interface CacheableQuery<T> extends PartitionQuery<T> {
    int size(T answer);
}
