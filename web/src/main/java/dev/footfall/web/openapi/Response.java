package dev.footfall.web.openapi;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * {@code content} is the body's shape by media type, as {@code headers} by name in the form of OpenAPI; {@code name} is given
 * where many operations end so.
 */
public record Response(
        int status,
        String meaning,
        Map<String, Map<String, Schema>> content,
        Map<String, Map<String, Object>> headers,
        Optional<String> name) {
    public Response {
        content = Collections.unmodifiableMap(content);
        headers = Collections.unmodifiableMap(headers);
    }

    public static Response of(int status, String meaning, String mediaType, Schema body) {
        return empty(status, meaning).or(mediaType, body);
    }

    public static Response json(String meaning, Schema body) {
        return of(200, meaning, "application/json", body);
    }

    public static Response empty(int status, String meaning) {
        return new Response(status, meaning, Map.of(), Map.of(), Optional.empty());
    }

    public Response or(String mediaType, Schema body) {
        var more = new LinkedHashMap<>(content);
        more.put(mediaType, Map.of("schema", body));
        return new Response(status, meaning, more, headers, name);
    }

    public Response with(List<ResponseHeader> moreHeaders) {
        var more = new LinkedHashMap<>(headers);
        for (ResponseHeader header : moreHeaders) more.put(header.name(), header.keywords());
        return new Response(status, meaning, content, more, name);
    }

    public Response named(String newName) {
        return new Response(status, meaning, content, headers, Optional.of(newName));
    }
}
