package dev.footfall.queryapi.gaps;

public enum GapOrigin {
    /** The log has no data where the source used to have some. */
    FOUND,
    DECLARED
}
