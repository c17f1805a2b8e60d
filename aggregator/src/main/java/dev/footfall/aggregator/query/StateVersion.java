package dev.footfall.aggregator.query;

/**
 * The version of what a question is answered from: where it is the same, so are the answers. It never is on two
 * nodes, nor before and after a restart. {@code state}: random, another one in each process; {@code nextOffset}: up
 * to which the log was read for a partition; {@code registrations}: the number of those taken over.
 */
public record StateVersion(long state, long nextOffset, long registrations) {}
