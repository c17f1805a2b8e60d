package dev.footfall.queryapi.peers;

import java.util.Locale;

/** The ends that a request to a peer can have. */
public enum PeerOutcome {
    /** It answered for at least one partition. */
    OK,
    /** It has none of the partitions of the query. */
    NOT_OWNED,
    /** It cannot say just now. */
    NOT_READY,
    /** It could not be reached, or did not understand. */
    FAILED,
    /** It did not answer in time. */
    TIMEOUT,
    /** Another node answered first. */
    OVERTAKEN;

    String label() {
        return name().toLowerCase(Locale.ROOT);
    }
}
