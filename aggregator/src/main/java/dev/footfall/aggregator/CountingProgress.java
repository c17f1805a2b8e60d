package dev.footfall.aggregator;

/** The progress of the counting, of all partitions; complete when every one is here and read to its end. */
public record CountingProgress(long counted, long total, boolean complete) {}
