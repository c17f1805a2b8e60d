package dev.footfall.aggregator.sealing;

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

    JsonTree object(String name) {
        return new JsonTree(field(name));
    }

    List<JsonTree> objects(String name) {
        return ((List<?>) field(name)).stream().map(JsonTree::new).toList();
    }
}
