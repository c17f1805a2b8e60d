package dev.footfall.aggregator.counting;

import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import dev.footfall.events.EventCodec;
import java.io.IOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** The fields of a JSON object. A field that is missing, or of another kind than asked for, is an exception. */
final class JsonTree {
    private final Map<?, ?> fields;

    private JsonTree(Object value) {
        this.fields = (Map<?, ?>) value;
    }

    /**
     * The object that these bytes are.
     *
     * @throws IOException if they are no JSON
     * @throws RuntimeException if they are no object
     */
    static JsonTree of(byte[] json) throws IOException {
        try (JsonParser parser = EventCodec.JSON.createParser(json)) {
            parser.nextToken();
            return new JsonTree(value(parser));
        }
    }

    private static Object value(JsonParser parser) throws IOException {
        JsonToken token = Objects.requireNonNull(parser.currentToken(), "nothing");
        return switch (token) {
            case START_OBJECT -> {
                Map<String, Object> object = new LinkedHashMap<>();
                while (parser.nextToken() == JsonToken.FIELD_NAME) {
                    String name = parser.currentName();
                    parser.nextToken();
                    object.put(name, value(parser));
                }
                yield object;
            }
            case START_ARRAY -> {
                List<Object> array = new ArrayList<>();
                while (parser.nextToken() != JsonToken.END_ARRAY) array.add(value(parser));
                yield array;
            }
            case VALUE_NUMBER_INT -> parser.getLongValue();
            default -> parser.getText();
        };
    }

    private Object field(String name) {
        return Objects.requireNonNull(fields.get(name), name);
    }

    boolean has(String name) {
        return fields.containsKey(name);
    }

    String text(String name) {
        return (String) field(name);
    }

    Optional<String> optional(String name) {
        return has(name) ? Optional.of(text(name)) : Optional.empty();
    }

    long number(String name) {
        return (Long) field(name);
    }

    Map<String, Long> numbers(String name) {
        Map<String, Long> numbers = new LinkedHashMap<>();
        ((Map<?, ?>) field(name)).forEach((key, number) -> numbers.put((String) key, (Long) number));
        return numbers;
    }

    /** The numbers by the kinds that their labels name; an unknown label is an exception. */
    <K> Map<K, Long> numbers(String name, K[] kinds, Function<K, String> label) {
        Map<String, K> byLabel = Stream.of(kinds).collect(Collectors.toMap(label, Function.identity()));
        return numbers(name).entrySet().stream()
                .collect(Collectors.toMap(
                        number -> Objects.requireNonNull(byLabel.get(number.getKey()), number.getKey()),
                        Map.Entry::getValue));
    }

    /** Writes numbers as an object of labels, sorted. */
    static <K> void write(String name, Map<K, Long> numbers, Function<K, String> label, JsonGenerator json)
            throws IOException {
        Map<String, Long> sorted = new TreeMap<>();
        numbers.forEach((kind, number) -> sorted.put(label.apply(kind), number));
        json.writeObjectFieldStart(name);
        for (Map.Entry<String, Long> number : sorted.entrySet()) {
            json.writeNumberField(number.getKey(), number.getValue());
        }
        json.writeEndObject();
    }

    JsonTree object(String name) {
        return new JsonTree(field(name));
    }

    List<JsonTree> objects(String name) {
        return ((List<?>) field(name)).stream().map(JsonTree::new).toList();
    }
}
