package dev.footfall.aggregator.sealed;

/** A record of {@code footfall.sealed-days.v1}: a day, or the mark that its partition has been sealed so far. */
public sealed interface SealRecord permits SealedDay, SealMark {}
