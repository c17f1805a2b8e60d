package dev.footfall.queryapi.http;

import java.time.Duration;

record Limits(Patience patience, int requests) {
    static final Limits STANDARD = new Limits(Patience.STANDARD, 200);

    /** The most {@code /health}, {@code /ready} and {@code /metrics} requests handled at once, besides others. */
    static final int OPERATIONS = 24;

    /** The number of bodies that may be waited for, of up to 256 KiB each. */
    static final int BODIES = 128;

    static final int BODIES_OF_ONE = 8;

    static final int PART_OF_ONE = 4;

    /** The part of an answer that a client has to take at a time, within {@link Patience#piece}. */
    static final int PIECE_BYTES = 64 << 10;

    /** The most of an answer that may lie in the system for a client: with more, its speed would not be seen. */
    static final int SEND_BUFFER_BYTES = 128 << 10;

    /** Request line and headers together: a token of 8 KiB, and as much again. */
    static final int MAX_HEAD_BYTES = 16 << 10;

    /**
     * The time of a route, before its client gets 503; of a client, to send a head or a body, and to take {@link
     * #PIECE_BYTES} of its answer; and of a connection without a byte.
     */
    record Patience(Duration handling, Duration head, Duration body, Duration piece, Duration idle) {
        static final Patience STANDARD = new Patience(
                Duration.ofSeconds(30),
                Duration.ofSeconds(10),
                Duration.ofSeconds(5),
                Duration.ofSeconds(5),
                Duration.ofSeconds(30));
    }
}
