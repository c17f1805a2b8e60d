package dev.footfall.aggregator.counting;

/** The kinds of repositories by who may know of their traffic. */
public enum Openness {
    /** Registered, for everybody. */
    OPEN,
    /** Never registered: whether everybody may see it is a setting of those who answer. */
    UNREGISTERED,
    /** Private, or removed. */
    HIDDEN
}
