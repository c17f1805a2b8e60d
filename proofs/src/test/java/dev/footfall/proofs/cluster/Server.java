package dev.footfall.proofs.cluster;

import java.util.Optional;

/** An address on 127.0.0.1 at which HTTP is answered; its text names it. */
public interface Server {
    /** The port on which it listens. */
    int port();

    /** The key that its callers need; empty when it asks for none. */
    default Optional<String> key() {
        return Optional.empty();
    }
}
