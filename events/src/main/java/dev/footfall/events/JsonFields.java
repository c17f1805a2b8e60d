package dev.footfall.events;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import java.io.IOException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * The fields of one flat JSON object. Unknown ones are ignored, null is the same as absent, of a repeated field the last
 * one counts. What is asked for first and found at fault is the verdict. Used once, by one thread.
 */
final class JsonFields {
    /** So many elements of an array are kept: one more than any may have. */
    private static final int MOST_ELEMENTS = 101;

    /** Stands for a value of a kind that no field has. */
    private static final Object ODD = new Object();

    private final Map<String, Object> values = new HashMap<>();
    private Decoded.@Nullable Malformed fault;

    private JsonFields() {}

    /** The object that these bytes are; not being one is its fault. */
    static JsonFields of(byte[] json, List<String> known) {
        var fields = new JsonFields();
        try (JsonParser parser = EventCodec.JSON.createParser(json)) {
            if (parser.nextToken() == JsonToken.START_OBJECT) fields.read(parser, known);
            else fields.fail(Decoded.Malformed.JSON, "must be a JSON object");
            if (parser.nextToken() != null) fields.fail(Decoded.Malformed.JSON, "something follows the object");
        } catch (IOException e) { // bytes in memory cannot fail otherwise than by what they say
            fields.fault = new Decoded.Malformed(Decoded.Malformed.JSON, "not JSON");
        }
        return fields;
    }

    private void read(JsonParser parser, List<String> known) throws IOException {
        while (parser.nextToken() == JsonToken.FIELD_NAME) {
            String field = parser.currentName();
            JsonToken token = parser.nextToken();
            if (!known.contains(field)) parser.skipChildren();
            else if (token == JsonToken.VALUE_NULL) values.remove(field);
            else values.put(field, value(token, parser));
        }
    }

    private static Object value(JsonToken token, JsonParser parser) throws IOException {
        return switch (token) {
            case VALUE_STRING -> parser.getText();
            case VALUE_TRUE, VALUE_FALSE -> token == JsonToken.VALUE_TRUE;
            case VALUE_NUMBER_INT ->
                parser.getNumberType() == JsonParser.NumberType.BIG_INTEGER ? ODD : (Object) parser.getLongValue();
            case START_ARRAY -> elements(parser);
            default -> {
                parser.skipChildren();
                yield ODD;
            }
        };
    }

    private static Object elements(JsonParser parser) throws IOException {
        List<String> elements = new ArrayList<>();
        boolean isOdd = false;
        for (JsonToken token = parser.nextToken(); token != JsonToken.END_ARRAY; token = parser.nextToken()) {
            if (token != JsonToken.VALUE_STRING) isOdd = true;
            else if (elements.size() < MOST_ELEMENTS) elements.add(parser.getText());
            parser.skipChildren();
        }
        return isOdd ? ODD : elements;
    }

    boolean has(String field) {
        return values.containsKey(field);
    }

    Optional<String> text(String field) {
        Object value = values.get(field);
        if (value instanceof String text) return Optional.of(text);
        if (value != null) fail(field, "must be a string");
        return Optional.empty();
    }

    /** A text that has to be there; "" when it is not. */
    String required(String field) {
        Optional<String> text = text(field);
        if (text.isEmpty()) fail(field, "missing");
        return text.orElse("");
    }

    boolean flag(String field, boolean ifAbsent) {
        Object value = values.get(field);
        if (value instanceof Boolean flag) return flag;
        if (value != null) fail(field, "must be true or false");
        return ifAbsent;
    }

    /** A number ≥ 0. */
    OptionalLong count(String field) {
        Object value = values.get(field);
        if (value == null) return OptionalLong.empty();
        if (value instanceof Long number && number >= 0) return OptionalLong.of(number);
        fail(field, "must be an integer, 0 or more");
        return OptionalLong.empty();
    }

    List<String> texts(String field) {
        List<String> texts = new ArrayList<>();
        Object value = values.get(field);
        if (value instanceof List<?> elements) elements.forEach(element -> texts.add(String.valueOf(element)));
        else if (value != null) fail(field, "must be an array of strings");
        return texts;
    }

    Optional<Instant> time(String field) {
        Optional<String> text = text(field);
        if (text.isEmpty()) return Optional.empty();
        long millis = Rfc3339.parse(text.get());
        if (millis != Rfc3339.INVALID) return Optional.of(Instant.ofEpochMilli(millis));
        fail(field, "must be an RFC 3339 time such as 2026-11-20T04:59:54.123Z");
        return Optional.empty();
    }

    /** The time of what happened, held against the clock that saw it. */
    Instant eventTime(String field, long nowMillis, Optional<Instant> ifAbsent) {
        Optional<Instant> time = time(field).or(() -> ifAbsent);
        if (time.isEmpty()) fail(field, "missing");
        long millis = time.orElse(Instant.EPOCH).toEpochMilli();
        if (millis < 0) fail(field, "is before 1970");
        if (millis - EventCodec.MAX_AHEAD_MILLIS > nowMillis) fail(field, "is more than 24 hours ahead");
        return time.orElse(Instant.EPOCH);
    }

    Optional<RepoId> repo() {
        Optional<RepoType> type = RepoType.ofLabel(required("repo_type"));
        if (type.isEmpty()) fail("repo_type", "must be model, dataset or space");
        Optional<RepoId> repo = RepoId.of(type.orElse(RepoType.MODEL), required("repo"));
        if (repo.isEmpty()) fail("repo", "must be namespace/name, " + RepoId.NAME_RULE);
        return repo;
    }

    /** Notes what is wrong, unless something was before. */
    void fail(String field, String error) {
        if (fault == null) fault = new Decoded.Malformed(field, error);
    }

    /** What was made of the fields, unless one of them was at fault. */
    <T> Parsed<T> verdict(Supplier<T> fact) {
        return fault == null ? new Parsed.Valid<>(fact.get()) : new Parsed.Invalid<>(fault);
    }
}
