package dev.footfall.aggregator.query;

/**
 * The form in which one question wants a repository's totals.
 *
 * @param <T> that form
 */
@FunctionalInterface
public interface TotalsForm<T> {
    /**
     * Makes it of the totals.
     *
     * @param totals the value in the store, with the sections of its projections
     */
    T of(byte[] totals);
}
