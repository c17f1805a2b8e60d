package dev.footfall.proofs.guarantees;

import java.util.Set;

/**
 * An answer over HTTP, as far as it is about being whole.
 *
 * @param question the question, and the server that answered it
 * @param rationed whether one caller is answered few of its kind at a time
 * @param status the status
 * @param headers the names of the headers it has, in lower case
 * @param completeness the completeness that the body claims
 * @param owed the parts of a whole answer: the days of the period, the repositories that have to be there
 * @param given the parts of this one
 */
public record ObservedAnswer(
        String question,
        boolean rationed,
        int status,
        Set<String> headers,
        Completeness completeness,
        Set<String> owed,
        Set<String> given) {
    /** The completeness that an answer claims. */
    public enum Completeness {
        /** No word, which means that it is whole. */
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
