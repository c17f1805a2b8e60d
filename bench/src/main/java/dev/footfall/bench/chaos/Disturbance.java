package dev.footfall.bench.chaos;

import dev.footfall.bench.cluster.Member;

/** What is done to the processes of a cluster while it is asked. */
interface Disturbance {
    /** What can be done to a process. */
    enum Kind {
        /** {@code kill -9}, and started again. */
        KILL,
        /** SIGSTOP, and SIGCONT after a while. */
        PAUSE,
        /** SIGTERM, and started again when it has ended. */
        RESTART
    }

    /** Begins. */
    void start();

    /** Does nothing more; waits until the last victims are well. */
    void finish() throws InterruptedException;

    /** How often that was done to processes of a role. */
    long number(Kind kind, Member.Role role);

    /** How often all processes were killed in the same moment. */
    default long powerLosses() {
        return 0;
    }
}
