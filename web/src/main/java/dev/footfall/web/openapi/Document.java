package dev.footfall.web.openapi;

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
final class Document {
    private static final String SCHEME = "bearer";

    private final Map<String, Object> schemas = new TreeMap<>();
    private final Map<String, Object> responses = new TreeMap<>();

    private Document() {}

    /** As a tree of maps, lists, texts and numbers. */
    static Map<String, Object> of(List<Operation> operations) {
        var document = new Document();
        var paths = new LinkedHashMap<String, Map<String, Object>>();
        for (Operation operation : operations) {
            paths.computeIfAbsent(operation.template(), path -> new LinkedHashMap<>())
                    .put(operation.method().toLowerCase(Locale.ROOT), document.described(operation));
        }
        Map<String, Object> scheme = ResponseHeader.object("type", "http", "scheme", "bearer");
        var components = ResponseHeader.object(
                "schemas", document.schemas,
                "responses", document.responses,
                "securitySchemes", Map.of(SCHEME, scheme));
        return ResponseHeader.object("openapi", "3.1.0", "paths", paths, "components", components);
    }

    private Map<String, Object> described(Operation operation) {
        Map<String, Object> tree = ResponseHeader.object(
                "summary", operation.summary(),
                "description", operation.responses().get(0).meaning(),
                "security", security(operation.access()));
        List<Object> parameters = new ArrayList<>();
        for (Parameter parameter : operation.parameters()) parameters.add(described(parameter));
        if (!parameters.isEmpty()) tree.put("parameters", parameters);
        operation.body().ifPresent(body -> tree.put("requestBody", described(body)));
        Map<String, Object> ends = ResponseHeader.object();
        for (Response response : operation.responses()) ends.put(Integer.toString(response.status()), end(response));
        tree.put("responses", ends);
        return tree;
    }

    private Map<String, Object> described(OperationBody body) {
        Map<String, Object> content = ResponseHeader.object();
        body.content().forEach((mediaType, shape) -> content.put(mediaType, Map.of("schema", tree(shape))));
        return ResponseHeader.object("required", body.required(), "content", content);
    }

    private static List<Object> security(OperationAccess access) {
        Map<String, Object> token = Map.of(SCHEME, List.of());
        return switch (access) {
            case OPEN -> List.of();
            case OPTIONAL -> List.of(Map.of(), token);
            case USER -> List.of(token);
        };
    }

    private Map<String, Object> described(Parameter parameter) {
        Map<String, Object> tree = ResponseHeader.object(
                "name", parameter.name(),
                "in", parameter.place() == ParameterPlace.PATH ? "path" : "query",
                "description", parameter.meaning());
        if (parameter.place() != ParameterPlace.QUERY) tree.put("required", true);
        if (parameter.schema().keywords().containsKey("items")) tree.put("explode", false);
        tree.put("schema", tree(parameter.schema()));
        return tree;
    }

    private Object end(Response response) {
        if (response.name().isEmpty()) return described(response);
        String name = response.name().get();
        if (!responses.containsKey(name)) responses.put(name, described(response));
        return Map.of("$ref", "#/components/responses/" + name);
    }

    private Map<String, Object> described(Response response) {
        Map<String, Object> tree = ResponseHeader.object("description", response.meaning());
        if (!response.headers().isEmpty()) tree.put("headers", tree(response.headers()));
        if (!response.content().isEmpty()) tree.put("content", tree(response.content()));
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
}
