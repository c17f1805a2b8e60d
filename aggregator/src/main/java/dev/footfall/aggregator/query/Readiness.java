package dev.footfall.aggregator.query;

/**
 * Whether this instance's state can be asked.
 *
 * @param ready all stores are open and restored
 * @param detail what it is doing, in words for an operator
 */
public record Readiness(boolean ready, String detail) {}
