package dev.footfall.aggregator.query;

/** The disk of a node's state, in bytes. {@code state}: of its stores; {@code largestStore}: of the largest partition's. */
public record DiskSpace(long free, long total, long state, long largestStore) {}
