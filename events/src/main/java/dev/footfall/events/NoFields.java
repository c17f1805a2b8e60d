package dev.footfall.events;

import java.util.Map;

/** An object without fields: the body of a request whose path has the whole fact. */
public record NoFields() {
    public static Parsed<NoFields> decode(byte[] value) {
        return JsonFields.strict(value, Map.of()).verdict(NoFields::new);
    }
}
