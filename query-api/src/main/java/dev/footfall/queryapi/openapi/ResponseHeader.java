package dev.footfall.queryapi.openapi;

import java.util.Map;

public record ResponseHeader(String name, Map<String, Object> keywords) {
    public static ResponseHeader always(String name, String meaning, Schema schema) {
        return new ResponseHeader(name, Document.object("description", meaning, "required", true, "schema", schema));
    }

    public static ResponseHeader sometimes(String name, String meaning, Schema schema) {
        return new ResponseHeader(name, Document.object("description", meaning, "required", false, "schema", schema));
    }
}
