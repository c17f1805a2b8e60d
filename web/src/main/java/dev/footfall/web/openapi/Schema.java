package dev.footfall.web.openapi;

import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * The shape of a JSON value, as <a href="https://json-schema.org/draft/2020-12">JSON Schema</a> says it. Objects are
 * closed: they have no other fields than those that are named. Immutable.
 */
public record Schema(Optional<String> name, Map<String, Object> keywords) {
    public Schema {
        keywords = Collections.unmodifiableMap(keywords);
    }

    private static Schema of(String type) {
        return new Schema(Optional.empty(), new LinkedHashMap<>(Map.of("type", type)));
    }

    public static Schema count() {
        return of("integer").with("format", "int64").with("minimum", 0);
    }

    public static Schema integer(long least, long most) {
        return of("integer").with("minimum", least).with("maximum", most);
    }

    /** A number with decimals, ≥ 0. */
    public static Schema number() {
        return of("number").with("minimum", 0);
    }

    public static Schema text() {
        return of("string");
    }

    public static Schema text(int least, int most) {
        return text().with("minLength", least).with("maxLength", most);
    }

    public static Schema enumOf(List<String> words) {
        return text().with("enum", List.copyOf(words));
    }

    public static Schema date() {
        return text().with("format", "date");
    }

    public static Schema time() {
        return text().with("format", "date-time");
    }

    public static Schema bool() {
        return of("boolean");
    }

    public static Schema list(Schema items) {
        return of("array").with("items", items);
    }

    public static Schema anyObject() {
        return of("object");
    }

    public static Schema mapOf(Schema values) {
        return anyObject().with("additionalProperties", values);
    }

    public static Schema object() {
        return of("object")
                .with("properties", Map.of())
                .with("required", List.of())
                .with("additionalProperties", false);
    }

    public static Schema either(Schema... shapes) {
        return new Schema(Optional.empty(), new LinkedHashMap<>(Map.of("oneOf", List.of(shapes))));
    }

    public Schema and(String field, Schema shape) {
        var required = new ArrayList<Object>((List<?>) keywords.getOrDefault("required", List.of()));
        required.add(field);
        return maybe(field, shape).with("required", required);
    }

    public Schema maybe(String field, Schema shape) {
        var properties = new LinkedHashMap<Object, Object>((Map<?, ?>) keywords.getOrDefault("properties", Map.of()));
        properties.put(field, shape);
        return with("properties", Collections.unmodifiableMap(properties));
    }

    /** Null alone is no type in the languages of generated clients. */
    public Schema orNull() {
        return with("type", List.of(keywords.get("type"), "null"));
    }

    public Schema with(String keyword, Object value) {
        var more = new LinkedHashMap<>(keywords);
        more.put(keyword, value);
        return new Schema(name, more);
    }

    public Schema named(String newName) {
        return new Schema(Optional.of(newName), keywords);
    }

    public List<String> properties() {
        return ((Map<?, ?>) keywords.getOrDefault("properties", Map.of()))
                .keySet().stream().map(String::valueOf).toList();
    }
}
