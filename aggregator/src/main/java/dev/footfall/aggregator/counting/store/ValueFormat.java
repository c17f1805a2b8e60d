package dev.footfall.aggregator.counting.store;

public interface ValueFormat<V> {
    V decode(byte[] bytes);

    byte[] encode(V value);

    V absent();

    long weigh(V value);
}
