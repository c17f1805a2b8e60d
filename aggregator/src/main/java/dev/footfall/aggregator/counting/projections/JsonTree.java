package dev.footfall.aggregator.counting.projections;

import static java.util.Objects.requireNonNull;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;

/** The fields of a JSON object. A field that is missing, or of another kind than asked for, is an exception. */
record JsonTree(JsonNode fields) {
    private static final ObjectMapper JSON = new ObjectMapper();

    JsonTree {
        if (!fields.isObject()) throw new IllegalArgumentException("no object: " + fields.getNodeType());
    }

    static JsonTree of(byte[] json) throws IOException {
        return new JsonTree(JSON.readTree(json));
    }

    static byte[] bytes(Consumer<ObjectNode> fields) {
        ObjectNode json = JSON.createObjectNode();
        fields.accept(json);
        return json.toString().getBytes(StandardCharsets.UTF_8);
    }

    boolean has(String name) {
        return fields.has(name);
    }

    String text(String name) {
        return requireNonNull(fields.required(name).textValue(), name);
    }

    Optional<String> optional(String name) {
        return has(name) ? Optional.of(text(name)) : Optional.empty();
    }

    long number(String name) {
        JsonNode number = fields.required(name);
        if (!number.isIntegralNumber() || !number.canConvertToLong()) throw new IllegalArgumentException(name);
        return number.longValue();
    }

    Map<String, Long> numbers(String name) {
        JsonTree object = object(name);
        Map<String, Long> numbers = new LinkedHashMap<>();
        object.fields.fieldNames().forEachRemaining(key -> numbers.put(key, object.number(key)));
        return numbers;
    }

    /** The numbers by the kinds that their labels name; an unknown label is an exception. */
    <K> Map<K, Long> numbers(String name, K[] kinds, Function<K, String> label) {
        Map<String, K> byLabel = Stream.of(kinds).collect(Collectors.toMap(label, Function.identity()));
        return numbers(name).entrySet().stream()
                .collect(Collectors.toMap(
                        number -> requireNonNull(byLabel.get(number.getKey()), number.getKey()), Map.Entry::getValue));
    }

    static <K> void write(String name, Map<K, Long> numbers, Function<K, String> label, ObjectNode json) {
        Map<String, Long> sorted = new TreeMap<>();
        numbers.forEach((kind, number) -> sorted.put(label.apply(kind), number));
        ObjectNode object = json.putObject(name);
        sorted.forEach(object::put);
    }

    JsonTree object(String name) {
        return new JsonTree(fields.required(name));
    }

    List<JsonTree> objects(String name) {
        JsonNode array = fields.required(name);
        if (!array.isArray()) throw new IllegalArgumentException(name);
        return StreamSupport.stream(array.spliterator(), false)
                .map(JsonTree::new)
                .toList();
    }
}
