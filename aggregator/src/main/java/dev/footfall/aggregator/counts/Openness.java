package dev.footfall.aggregator.counts;

public enum Openness {
    OPEN,
    /** Never registered: whether everybody may see it is a setting of those who answer. */
    UNREGISTERED,
    /** Private, or removed. */
    HIDDEN
}
