package dev.footfall.aggregator;

/**
 * The progress of the counting, of all partitions.
 *
 * @param counted records read
 * @param total records in the log, as far as is known
 * @param complete every partition is here and read to its end
 */
public record Progress(long counted, long total, boolean complete) {}
