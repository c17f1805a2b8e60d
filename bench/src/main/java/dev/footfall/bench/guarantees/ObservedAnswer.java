package dev.footfall.bench.guarantees;

import java.util.Set;

/**
 * An answer over HTTP, as far as it is about being whole.
 *
 * @param question what was asked, and of whom
 * @param status the status
 * @param headers the names of the headers it has, in lower case
 * @param completeness what the body says of itself
 * @param owed what a whole answer has: the days of the period, the repositories that have to be there
 * @param given what this one has of that
 */
public record ObservedAnswer(
        String question,
        int status,
        Set<String> headers,
        Completeness completeness,
        Set<String> owed,
        Set<String> given) {
    /** The completeness that an answer claims. */
    public enum Completeness {
        /** Nothing, which is to say that it is whole. */
        WHOLE,
        /** That parts are missing, as was allowed. */
        PARTIAL,
        /** That parts are missing, though nobody had allowed that. */
        PARTIAL_UNASKED
    }

    public ObservedAnswer {
        headers = Set.copyOf(headers);
        owed = Set.copyOf(owed);
        given = Set.copyOf(given);
    }
}
