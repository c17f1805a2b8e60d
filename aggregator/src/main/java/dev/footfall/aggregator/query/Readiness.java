package dev.footfall.aggregator.query;

/**
 * The readiness of this instance's state to be asked.
 *
 * @param ready all stores are open and restored
 * @param detail its present work, in words for an operator
 */
public record Readiness(boolean ready, String detail) {}
