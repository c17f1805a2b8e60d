package dev.footfall.web.openapi;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;

/** The body of a request: its shape by media type, and whether there must be one. */
public record OperationBody(boolean required, Map<String, Schema> content) {
    public OperationBody {
        content = Collections.unmodifiableMap(new LinkedHashMap<>(content));
    }

    public static OperationBody of(String mediaType, Schema shape) {
        return new OperationBody(true, Map.of(mediaType, shape));
    }

    public static OperationBody json(Schema shape) {
        return of("application/json", shape);
    }

    public OperationBody or(String mediaType, Schema shape) {
        var more = new LinkedHashMap<>(content);
        more.put(mediaType, shape);
        return new OperationBody(required, more);
    }

    public OperationBody optional() {
        return new OperationBody(false, content);
    }
}
