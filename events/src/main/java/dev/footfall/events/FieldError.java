package dev.footfall.events;

/** The JSON field at fault, or {@link #JSON}, and why, in words that never hold what could be an address. */
public record FieldError(String field, String error) {
    public static final String JSON = "json";
}
