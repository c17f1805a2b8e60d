package dev.footfall.aggregator.query;

/**
 * The version of what a question is answered from. Where it is the same, so are the answers. It never is on two nodes, nor
 * before and after a restart.
 *
 * @param state a random number that stands for the state of one process
 * @param nextOffset the offset up to which the log was read for a partition
 * @param registrations the number of registrations that were taken over
 */
public record StateVersion(long state, long nextOffset, long registrations) {}
