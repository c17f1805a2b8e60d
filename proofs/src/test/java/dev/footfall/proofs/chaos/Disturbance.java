package dev.footfall.proofs.chaos;

import dev.footfall.proofs.cluster.Member;

/** Faults that are put on the processes of a cluster while it is asked. */
interface Disturbance {
    /** The kinds of faults. */
    enum Kind {
        /** {@code kill -9}, and started again. */
        KILL,
        /** SIGSTOP, and SIGCONT after a while. */
        PAUSE,
        /** SIGTERM, and started again when it has ended. */
        RESTART,
        /** {@code kill -9}, the page cache of its disk taken, and started again. */
        POWER_LOSS
    }

    /** Begins. */
    void start();

    /** Does nothing more; waits until the last victims are well. */
    void finish() throws InterruptedException;

    /** The number of such faults of processes of a role. */
    long number(Kind kind, Member.Role role);

    /** The number of times that all processes lost their power in the same moment. */
    default long powerLosses() {
        return 0;
    }
}
