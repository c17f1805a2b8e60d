package dev.footfall.web.openapi;

import java.util.LinkedHashMap;
import java.util.Map;

public record ResponseHeader(String name, Map<String, Object> keywords) {
    public static ResponseHeader always(String name, String meaning, Schema schema) {
        return new ResponseHeader(name, object("description", meaning, "required", true, "schema", schema));
    }

    public static ResponseHeader sometimes(String name, String meaning, Schema schema) {
        return new ResponseHeader(name, object("description", meaning, "required", false, "schema", schema));
    }

    /** A name and a value, and so on, in this order: each node answers the same bytes under the same entity tag. */
    static Map<String, Object> object(Object... fields) {
        var object = new LinkedHashMap<String, Object>();
        for (int i = 0; i < fields.length; i += 2) object.put(fields[i].toString(), fields[i + 1]);
        return object;
    }
}
