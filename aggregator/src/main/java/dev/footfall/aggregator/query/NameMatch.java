package dev.footfall.aggregator.query;

public enum NameMatch {
    EXACT,
    PREFIX,
    /** Each word of the text begins a word of the namespace or name, or is within them. */
    WORD
}
