package dev.footfall.aggregator.counting;

/** A record of {@code footfall.sealed-days.v1}: a day, a repository's sources, a source's day, or the mark that ends a sealing. */
public sealed interface SealRecord permits SealedDay, SealedSources, SealedSourceDay, SealMark {
    /**
     * Name and digest of the rules by which it was counted. Empty for a mark, and for sources that were sealed by a release
     * that did not say.
     */
    String rules();

    /** The digest of rules, which decides if they are the same. */
    static String digest(String rules) {
        return rules.substring(rules.indexOf('@') + 1);
    }

    /** The offset after the last record of the log that it may have. */
    long end();

    /** The same as it would be sealed at another offset. */
    SealRecord at(long otherEnd);
}
