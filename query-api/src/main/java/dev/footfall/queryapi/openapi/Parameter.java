package dev.footfall.queryapi.openapi;

/**
 * A part of a path or query that the client chooses.
 *
 * @param name as in the template or query
 */
public record Parameter(String name, Place place, String meaning, Schema schema) {
    public enum Place {
        PATH,
        /** After the question mark, and optional. */
        QUERY,
        /** After the question mark, and needed. */
        REQUIRED_QUERY
    }
}
