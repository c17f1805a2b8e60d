package dev.footfall.aggregator.query;

/** The readiness of this instance's state to be asked, and its present work, in words for an operator. */
public record Readiness(boolean ready, String detail) {}
