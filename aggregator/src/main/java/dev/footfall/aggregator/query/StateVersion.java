package dev.footfall.aggregator.query;

/**
 * The version of what a question about rows is answered from. Where it is the same, so are the answers; it means nothing on
 * another node, nor after a restart.
 *
 * @param nextOffset the offset up to which the log was read for a partition's rows
 * @param registrations the number of registrations that were taken over
 */
public record StateVersion(long nextOffset, long registrations) {}
