package dev.footfall.logs.client;

import java.time.LocalDate;

/** The trust in lists that came with connections to this program. */
public record OwnConnections(DayTrust configured) implements DayTrust {
    @Override
    public ProxyTrust present() {
        return configured.present().ofOwnConnections();
    }

    @Override
    public ProxyTrust known(String source, LocalDate day) {
        return configured.known(source, day).ofOwnConnections();
    }

    @Override
    public ProxyTrust hold(String source, LocalDate day) {
        return configured.hold(source, day).ofOwnConnections();
    }
}
