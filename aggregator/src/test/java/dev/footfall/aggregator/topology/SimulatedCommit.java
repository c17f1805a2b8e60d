package dev.footfall.aggregator.topology;

/** The end of a commit. */
enum SimulatedCommit {
    WHOLE,
    ABORTED,
    UNKNOWN_AND_ABORTED,
    UNKNOWN_AND_WHOLE,
    /** Its offsets are committed, its changes are not, or only the first of them. */
    CHANGES_LOST,
    /** Its changes are committed, its offsets are not. */
    OFFSETS_LOST
}
