package dev.footfall.queryapi.peers.http;

import dev.footfall.queryapi.peers.PeerStamp;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * The questions of the last {@link #TOLERANCE}, so that none is answered twice: older ones are refused for their time. A
 * bounded number; only who has the secret adds to it. Safe for many threads.
 */
final class Nonces {
    /** The most by which the clocks of two nodes may differ. */
    static final Duration TOLERANCE = Duration.ofSeconds(30);

    private static final int MOST = 200_000;

    private final Map<String, Instant> seen = new LinkedHashMap<>();
    private final InstantSource clock;

    Nonces(InstantSource clock) {
        this.clock = clock;
    }

    synchronized boolean admit(PeerStamp stamp) {
        Instant now = clock.instant();
        boolean isNow =
                stamp.time().isAfter(now.minus(TOLERANCE)) && stamp.time().isBefore(now.plus(TOLERANCE));
        if (!isNow) return false;
        forgetBefore(now.minus(TOLERANCE.multipliedBy(2)));
        return seen.putIfAbsent(stamp.nonce(), now) == null;
    }

    private void forgetBefore(Instant bound) {
        Iterator<Instant> eldest = seen.values().iterator();
        while (eldest.hasNext() && (eldest.next().isBefore(bound) || seen.size() >= MOST)) eldest.remove();
    }
}
