package dev.footfall.logs.accesslog;

/** The lines of a posted body, in its order. Used by one thread. */
interface PostedLines {
    /** False after the last one. */
    boolean next();

    /** The line of the body in which this one is, or begins, from 1. */
    long number();

    LineOutcome read(LineInterpreter interpreter);
}
