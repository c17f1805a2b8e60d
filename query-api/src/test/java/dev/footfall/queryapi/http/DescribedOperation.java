package dev.footfall.queryapi.http;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.networknt.schema.Schema;
import com.networknt.schema.SchemaRegistry;
import com.networknt.schema.SpecificationVersion;
import dev.footfall.queryapi.table.TableFormat;
import java.util.ArrayList;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;

/**
 * One operation of a served description, which answers can be held against.
 *
 * @param schemas those of the description that were compiled so far, by the node of the document
 */
public record DescribedOperation(
        JsonNode document,
        String template,
        String method,
        JsonNode operation,
        IdentityHashMap<JsonNode, Schema> schemas) {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final SchemaRegistry SCHEMAS = SchemaRegistry.withDefaultDialect(SpecificationVersion.DRAFT_2020_12);

    public static List<DescribedOperation> of(JsonNode document) {
        var operations = new ArrayList<DescribedOperation>();
        var schemas = new IdentityHashMap<JsonNode, Schema>();
        document.get("paths")
                .properties()
                .forEach(path -> path.getValue().properties().stream()
                        .forEach(entry -> operations.add(new DescribedOperation(
                                document, path.getKey(), entry.getKey(), entry.getValue(), schemas))));
        return operations;
    }

    /** The operation and what stands in the place of its path's parameters. */
    public String path(Map<String, String> values) {
        String path = template;
        for (Map.Entry<String, String> value : values.entrySet()) {
            path = path.replace("{" + value.getKey() + "}", value.getValue());
        }
        assertFalse(path.contains("{"), path);
        return path;
    }

    /** The same with a query, and with examples of the parameters that are needed. */
    public String target(Map<String, String> values, String query) {
        String needed = queryParameters()
                .filter(parameter -> parameter.path("required").asBoolean())
                .filter(parameter -> !query.contains(parameter.get("name").asText() + "="))
                .map(parameter -> "&" + parameter.get("name").asText() + "="
                        + parameter.at("/schema/items/example").asText())
                .collect(Collectors.joining());
        return path(values) + (query.isEmpty() ? needed.replaceFirst("&", "?") : query + needed);
    }

    /** Fails unless there is an example of its answer, and of its body, that the schemas allow. */
    public void checkExamples() {
        if (operation.has("requestBody")) checkExample(operation.at("/requestBody/content"), "body");
        List<JsonNode> answers = operation.get("responses").properties().stream()
                .filter(response -> response.getKey().startsWith("2"))
                .map(response -> response.getValue().path("content"))
                .filter(content -> !content.isEmpty())
                .toList();
        answers.stream()
                .filter(content -> answers.size() == 1 || content.findValue("example") != null)
                .forEach(content -> checkExample(content, "answer"));
    }

    private void checkExample(JsonNode content, String what) {
        String where = method + " " + template + " " + what;
        assertTrue(content.findValue("example") != null, where + " has no example");
        content.properties().forEach(type -> {
            assertTrue(type.getValue().has("schema"), where + " is no " + type.getKey());
            JsonNode example = type.getValue().path("example");
            if (!type.getKey().equals("application/json") || example.isMissingNode()) return;
            assertEquals(List.of(), faults(type.getValue().get("schema"), example.toString()), where);
        });
    }

    public Stream<JsonNode> queryParameters() {
        return parameters("query");
    }

    private Stream<JsonNode> parameters(String place) {
        return StreamSupport.stream(operation.path("parameters").spliterator(), false)
                .filter(parameter -> parameter.get("in").asText().equals(place));
    }

    public Set<String> namesInTemplate() {
        return Pattern.compile("\\{(\\w+)}")
                .matcher(template)
                .results()
                .map(name -> name.group(1))
                .collect(Collectors.toSet());
    }

    public Set<String> namesOfPathParameters() {
        return parameters("path")
                .map(parameter -> parameter.get("name").asText())
                .collect(Collectors.toSet());
    }

    public boolean documents(int status) {
        return operation.get("responses").has(Integer.toString(status));
    }

    /** Fails unless an answer with this status, these headers and this body is one of those described. */
    public void check(int status, Function<String, String> header, String body) {
        String where = method + " " + template + " -> " + status;
        assertTrue(documents(status), where + " is not described: " + body);
        JsonNode response = resolved(operation.get("responses").get(Integer.toString(status)));
        response.path("headers").properties().forEach(described -> {
            boolean isRequired = described.getValue().get("required").asBoolean();
            assertTrue(
                    !isRequired || !header.apply(described.getKey()).isEmpty(), where + " lacks " + described.getKey());
        });
        String type = header.apply("Content-Type");
        if (!response.has("content")) assertEquals("", type + body, where);
        else assertTrue(response.get("content").has(type), where + " has type " + type);
        if (!type.contains("json") || type.equals(TableFormat.NDJSON.mediaType())) return;
        JsonNode schema = response.get("content").get(type).get("schema");
        assertEquals(List.of(), faults(schema, body), where + ": " + body);
    }

    private List<com.networknt.schema.Error> faults(JsonNode schema, String body) {
        try {
            return schemas.computeIfAbsent(schema, this::compiled).validate(JSON.readTree(body));
        } catch (JsonProcessingException e) {
            throw new AssertionError(body, e);
        }
    }

    /** A part of the description with the components that it may refer to. */
    private Schema compiled(JsonNode schema) {
        ObjectNode whole = JSON.createObjectNode();
        whole.setAll((ObjectNode) schema);
        whole.set("components", document.get("components"));
        return SCHEMAS.getSchema(whole);
    }

    private JsonNode resolved(JsonNode node) {
        return node.has("$ref") ? document.at(node.get("$ref").asText().substring(1)) : node;
    }
}
