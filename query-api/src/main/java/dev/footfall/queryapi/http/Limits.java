package dev.footfall.queryapi.http;

import java.time.Duration;

/**
 * What one client may take of the server.
 *
 * @param handling how long a route may take before its client gets 503
 * @param head how long a client may take to send a request's head, byte by byte or not
 * @param idle how long a connection may be silent
 * @param connections how many there may be; more wait to be accepted
 */
record Limits(Duration handling, Duration head, Duration idle, int connections) {
    static final Limits STANDARD =
            new Limits(Duration.ofSeconds(30), Duration.ofSeconds(10), Duration.ofSeconds(30), 10_000);

    /** The slowest that a request's body may come in, on average. */
    static final long MIN_BODY_BYTES_PER_SECOND = 256;

    /** Request line and headers together: a token of 8 KiB, and as much again. */
    static final int MAX_HEAD_BYTES = 16 << 10;
}
