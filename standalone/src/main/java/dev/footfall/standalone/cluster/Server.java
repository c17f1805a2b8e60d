package dev.footfall.standalone.cluster;

/** An address on 127.0.0.1 at which HTTP is answered; its text names it. */
public interface Server {
    /** Where it listens. */
    int port();
}
