package dev.footfall.queryapi.route;

import java.time.Duration;

public record PeerPatience(Duration hedge, Duration deadline) {
    /** A healthy owner answers in a hundredth of that; clients wait 30 seconds. */
    public static final PeerPatience STANDARD = new PeerPatience(Duration.ofMillis(250), Duration.ofSeconds(5));
}
