package dev.footfall.aggregator.query;

/** The comparison of a searched text with a name. */
public enum NameRule {
    /** The beginning of a name or of its words, whatever the case. */
    WORDS,
    /** Words, parted by spaces alone, may stand anywhere in the namespace or name; slower. */
    WITHIN,
    /** The beginning of {@code namespace/name}, byte for byte; no match is better than another. */
    PREFIX
}
