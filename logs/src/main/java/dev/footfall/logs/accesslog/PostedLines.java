package dev.footfall.logs.accesslog;

import java.io.ByteArrayInputStream;
import java.util.Optional;

/** The lines of a posted body, in its order. Used by one thread. */
interface PostedLines {
    /** False after the last one. */
    boolean next();

    /** The line of the body in which this one is, or begins, from 1. */
    long number();

    LineOutcome read(LineInterpreter interpreter);

    static PostedLines of(byte[] body, Optional<LineEnvelope> envelope) {
        return envelope.<PostedLines>map(known -> new EnvelopedLines(body, known))
                .orElseGet(() -> new PlainLines(new LineReader(new ByteArrayInputStream(body))));
    }
}
