package dev.footfall.queryapi.peers;

import java.util.Locale;

public enum PeerOutcome {
    OK,
    NOT_OWNED,
    NOT_READY,
    FAILED,
    TIMEOUT,
    OVERTAKEN;

    String label() {
        return name().toLowerCase(Locale.ROOT);
    }
}
