package dev.footfall.queryapi.openapi;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;

/**
 * An <a href="https://spec.openapis.org/oas/v3.1.0">OpenAPI 3.1</a> document made from operations. What has a name of
 * its own stands under {@code components} once, and everybody refers to it.
 */
public final class Document {
    private static final String SCHEME = "bearer";

    private final Map<String, Object> schemas = new TreeMap<>();
    private final Map<String, Object> responses = new TreeMap<>();

    private Document() {}

    /** As a tree of maps, lists, texts and numbers. */
    public static Map<String, Object> of(List<Operation> operations) {
        var document = new Document();
        var tree = new LinkedHashMap<String, Object>();
        tree.put("openapi", "3.1.0");
        var paths = new LinkedHashMap<String, Object>();
        operations.forEach(operation -> paths.put(operation.template(), document.path(operation)));
        tree.put("paths", paths);
        tree.put("components", document.components());
        return tree;
    }

    private Map<String, Object> path(Operation operation) {
        var tree = new LinkedHashMap<String, Object>();
        tree.put(operation.method().toLowerCase(Locale.ROOT), described(operation));
        return tree;
    }

    private Map<String, Object> described(Operation operation) {
        var tree = new LinkedHashMap<String, Object>();
        tree.put("summary", operation.summary());
        tree.put("description", operation.responses().get(0).meaning());
        tree.put("security", security(operation.access()));
        if (!operation.parameters().isEmpty()) {
            tree.put(
                    "parameters",
                    operation.parameters().stream().map(this::described).toList());
        }
        operation
                .body()
                .ifPresent(body -> tree.put(
                        "requestBody", Map.of("required", true, "content", content(Map.of("application/json", body)))));
        var ends = new LinkedHashMap<String, Object>();
        for (Response response : operation.responses()) ends.put(Integer.toString(response.status()), end(response));
        tree.put("responses", ends);
        return tree;
    }

    private static List<Object> security(Operation.Access access) {
        Map<String, Object> token = Map.of(SCHEME, List.of());
        return switch (access) {
            case OPEN -> List.of();
            case OPTIONAL -> List.of(Map.of(), token);
            case USER -> List.of(token);
        };
    }

    private Map<String, Object> described(Parameter parameter) {
        var tree = new LinkedHashMap<String, Object>();
        tree.put("name", parameter.name());
        tree.put("in", parameter.place() == Parameter.Place.PATH ? "path" : "query");
        tree.put("description", parameter.meaning());
        if (parameter.place() != Parameter.Place.QUERY) tree.put("required", true);
        if (parameter.schema().keywords().containsKey("items")) tree.put("explode", false);
        tree.put("schema", tree(parameter.schema()));
        return tree;
    }

    private Map<String, Object> end(Response response) {
        if (response.name().isEmpty()) return described(response);
        String name = response.name().get();
        if (!responses.containsKey(name)) responses.put(name, described(response));
        return Map.of("$ref", "#/components/responses/" + name);
    }

    private Map<String, Object> described(Response response) {
        var tree = new LinkedHashMap<String, Object>();
        tree.put("description", response.meaning());
        var headers = new LinkedHashMap<String, Object>();
        for (Response.Header header : response.headers()) {
            var described = new LinkedHashMap<String, Object>();
            described.put("description", header.meaning());
            described.put("required", header.always());
            described.put("schema", tree(header.schema()));
            headers.put(header.name(), described);
        }
        if (!headers.isEmpty()) tree.put("headers", headers);
        if (!response.content().isEmpty()) tree.put("content", content(response.content()));
        return tree;
    }

    private Map<String, Object> content(Map<String, Schema> shapes) {
        var tree = new LinkedHashMap<String, Object>();
        shapes.forEach((type, schema) -> tree.put(type, Map.of("schema", tree(schema))));
        return tree;
    }

    private Object tree(Object value) {
        if (value instanceof Schema schema) return schema(schema);
        if (value instanceof Map<?, ?> map) {
            var tree = new LinkedHashMap<String, Object>();
            map.forEach((key, inner) -> tree.put(String.valueOf(key), tree(inner)));
            return tree;
        }
        if (value instanceof List<?> list) {
            var tree = new ArrayList<Object>();
            for (Object inner : list) tree.add(tree(inner));
            return tree;
        }
        return value;
    }

    private Object schema(Schema schema) {
        if (schema.name().isEmpty()) return tree(schema.keywords());
        String name = schema.name().get();
        if (!schemas.containsKey(name)) schemas.put(name, tree(schema.keywords()));
        return Map.of("$ref", "#/components/schemas/" + name);
    }

    private Map<String, Object> components() {
        var tree = new LinkedHashMap<String, Object>();
        tree.put("schemas", schemas);
        tree.put("responses", responses);
        tree.put("securitySchemes", Map.of(SCHEME, Map.of("type", "http", "scheme", "bearer", "bearerFormat", "JWT")));
        return tree;
    }
}
