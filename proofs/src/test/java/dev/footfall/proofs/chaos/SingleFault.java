package dev.footfall.proofs.chaos;

/** The faults of one process. */
enum SingleFault {
    /** {@code kill -9} of a process that is ready, or nearly so, and started again. */
    KILL,
    /** {@code kill -9} within seconds of its start, and started again. */
    KILL_IN_START,
    /** SIGSTOP, and SIGCONT after a while. */
    PAUSE,
    /** No space on its disk for a while. */
    DISK_FULL,
    /** A data directory that is read-only for a while. */
    READ_ONLY,
    /** A loss of power, the page cache with it, after a minute of load. */
    POWER_LOSS,
    /** The same within seconds of a start. */
    POWER_LOSS_IN_START;

    /** True if the process is started after it. */
    boolean isKill() {
        return this == KILL || isInStart() || this == POWER_LOSS;
    }

    /** True if it strikes a process that starts. */
    boolean isInStart() {
        return this == KILL_IN_START || this == POWER_LOSS_IN_START;
    }
}
