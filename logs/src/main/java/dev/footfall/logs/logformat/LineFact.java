package dev.footfall.logs.logformat;

import java.util.List;
import java.util.Locale;

enum LineFact {
    /** Of the connection. */
    CLIENT,
    /** The addresses that proxies have listed. */
    FORWARDED,
    /** The answer of identd (RFC 1413), or other text in its place. */
    IDENT,
    USER,
    TIME,
    REQUEST,
    METHOD,
    /** The request's target, with or without a query. */
    TARGET,
    /** A path that was percent-decoded already, without a query. */
    PATH,
    STATUS,
    BYTES,
    AGENT,
    CONTENT_RANGE,
    RANGE,
    RANGE_START,
    SIZE;

    static final List<LineFact> NUMBERS = List.of(BYTES, RANGE_START, SIZE);

    String label() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    String field() {
        return switch (this) {
            case CLIENT -> "ip";
            case AGENT -> "user_agent";
            default -> name().toLowerCase(Locale.ROOT);
        };
    }
}
