package dev.footfall.queryapi.openapi;

public record Parameter(String name, Place place, String meaning, Schema schema) {
    public enum Place {
        PATH,
        /** After the question mark, and optional. */
        QUERY,
        /** After the question mark, and needed. */
        REQUIRED_QUERY
    }
}
