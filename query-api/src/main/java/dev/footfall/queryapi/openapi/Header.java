package dev.footfall.queryapi.openapi;

/**
 * A header of a response.
 *
 * @param name its name
 * @param meaning its meaning
 * @param always whether every such response has it
 * @param schema its allowed values
 */
public record Header(String name, String meaning, boolean always, Schema schema) {
    /** A header that every such response has. */
    public static Header always(String name, String meaning, Schema schema) {
        return new Header(name, meaning, true, schema);
    }

    /** A header that is there when it applies. */
    public static Header sometimes(String name, String meaning, Schema schema) {
        return new Header(name, meaning, false, schema);
    }
}
