package dev.footfall.aggregator.sealed;

/** A record of {@code footfall.sealed-days.v1}: a day, a repository's sources, a source's day, or the mark that ends a sealing. */
public sealed interface SealRecord permits SealedDay, SealedSources, SealedSourceDay, SealMark {
    /** The offset in the log up to which it speaks. */
    long end();
}
