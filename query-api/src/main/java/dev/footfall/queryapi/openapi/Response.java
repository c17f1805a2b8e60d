package dev.footfall.queryapi.openapi;

import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** {@code content} is the body's shape by media type; {@code name} is given where many operations end so. */
public record Response(
        int status, String meaning, Map<String, Schema> content, List<Header> headers, Optional<String> name) {
    public Response {
        content = Collections.unmodifiableMap(new LinkedHashMap<>(content));
        headers = List.copyOf(headers);
    }

    public static Response of(int status, String meaning, String mediaType, Schema body) {
        return new Response(status, meaning, Map.of(mediaType, body), List.of(), Optional.empty());
    }

    public static Response json(String meaning, Schema body) {
        return of(200, meaning, "application/json", body);
    }

    public static Response empty(int status, String meaning) {
        return new Response(status, meaning, Map.of(), List.of(), Optional.empty());
    }

    public Response or(String mediaType, Schema body) {
        var more = new LinkedHashMap<>(content);
        more.put(mediaType, body);
        return new Response(status, meaning, more, headers, name);
    }

    public Response with(List<Header> moreHeaders) {
        var more = new ArrayList<>(headers);
        more.addAll(moreHeaders);
        return new Response(status, meaning, content, more, name);
    }

    public Response named(String newName) {
        return new Response(status, meaning, content, headers, Optional.of(newName));
    }

    public record Header(String name, String meaning, boolean always, Schema schema) {
        public static Header always(String name, String meaning, Schema schema) {
            return new Header(name, meaning, true, schema);
        }

        public static Header sometimes(String name, String meaning, Schema schema) {
            return new Header(name, meaning, false, schema);
        }
    }
}
