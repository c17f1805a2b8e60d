package dev.footfall.aggregator.counting;

/** Reads, writes and weighs the values of a store. */
interface ValueFormat<V> {
    V decode(byte[] bytes);

    byte[] encode(V value);

    /** The value of a key that the store has not. */
    V absent();

    long weigh(V value);
}
