package dev.footfall.events;

import static java.util.Objects.requireNonNull;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import java.io.IOException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.TreeSet;
import java.util.function.Function;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * A flat JSON object. Null is absent; of a repeated field the last counts, and unknown ones are ignored, unless it is read
 * strictly. The first fault is the verdict.
 */
final class JsonFields {
    /** The most elements of an array that are kept: one more than any may have. */
    private static final int MOST_ELEMENTS = 101;

    private static final int SHOWN_CHARACTERS = 64;

    /** Stands for a value of a kind that no field has. */
    private static final Object ODD = new Object();

    private final Map<String, Integer> places;
    private final @Nullable Object[] values;
    private final Optional<BitSet> seen; // places of fields that were read, where a repeated one is a fault
    private @Nullable FieldError fault;

    private JsonFields(Map<String, Integer> places, boolean isStrict) {
        this.places = places;
        this.seen = isStrict ? Optional.of(new BitSet()) : Optional.empty();
        this.values = new @Nullable Object[places.size()];
    }

    static Map<String, Integer> places(List<String> names) {
        Map<String, Integer> places = new HashMap<>();
        for (String name : names) places.put(name, places.size());
        return places;
    }

    /** The object that these bytes are; not being one is its fault. */
    static JsonFields of(byte[] json, Map<String, Integer> known) {
        return new JsonFields(known, false).filled(json);
    }

    /**
     * As {@link #of(byte[], Map)}, but unknown and repeated fields are faults: for requests that change what a slip of the
     * pen must not change.
     */
    static JsonFields strict(byte[] json, Map<String, Integer> known) {
        return new JsonFields(known, true).filled(json);
    }

    private JsonFields filled(byte[] json) {
        try (JsonParser parser = CheckedJson.parser(json, 0, json.length)) {
            if (parser.nextToken() == JsonToken.START_OBJECT) read(parser);
            else fail(FieldError.JSON, "must be a JSON object");
            if (parser.nextToken() != null) fail(FieldError.JSON, "unexpected content after the object");
        } catch (IOException e) { // bytes in memory cannot fail otherwise than by what they say
            fault = new FieldError(FieldError.JSON, CheckedJson.fault(e));
        }
        return this;
    }

    /** The object at whose first token the parser stands; it is read to its last. Fails if the text is not JSON. */
    static JsonFields of(JsonParser parser, Map<String, Integer> known) throws IOException {
        var fields = new JsonFields(known, false);
        fields.read(parser);
        return fields;
    }

    /** The same, but unknown and repeated fields are faults. */
    static JsonFields strict(JsonParser parser, Map<String, Integer> known) throws IOException {
        var fields = new JsonFields(known, true);
        fields.read(parser);
        return fields;
    }

    private void read(JsonParser parser) throws IOException {
        while (parser.nextToken() == JsonToken.FIELD_NAME) {
            String name = parser.currentName();
            Integer place = places.get(name);
            seen.ifPresent(before -> check(name, place, before));
            JsonToken token = parser.nextToken();
            if (place == null) parser.skipChildren();
            else values[place] = token == JsonToken.VALUE_NULL ? null : value(token, parser);
        }
    }

    private void check(String name, @Nullable Integer place, BitSet before) {
        if (place == null) {
            fail(shown(name), unknown(name));
        } else {
            if (before.get(place)) fail(name, "is repeated");
            before.set(place);
        }
    }

    private String unknown(String name) {
        String otherwise = places.isEmpty()
                ? "is unknown here: there are no fields"
                : "is unknown here: known are " + String.join(", ", new TreeSet<>(places.keySet()));
        return NearestName.of(name, places.keySet())
                .map(nearest -> "is unknown here: did you mean " + nearest + "?")
                .orElse(otherwise);
    }

    /** The beginning of a name, without what a terminal or an encoder could not take. */
    private static String shown(String name) {
        int[] characters = name.codePoints()
                .limit(SHOWN_CHARACTERS)
                .map(c -> Character.isISOControl(c) || Character.getType(c) == Character.SURROGATE ? '?' : c)
                .toArray();
        return new String(characters, 0, characters.length);
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

    private @Nullable Object value(String field) {
        return values[requireNonNull(places.get(field), field)];
    }

    /** The text of the user whose id is in {@code user_id}, in either case; empty if that is none. */
    Optional<String> userId() {
        Optional<String> user = text("user_id")
                .flatMap(hex -> UserId.ofHex(hex.toLowerCase(Locale.ROOT)))
                .map(UserId::user);
        if (user.isEmpty()) fail("user_id", "must be 32 hexadecimal digits");
        return user;
    }

    boolean has(String field) {
        return value(field) != null;
    }

    Optional<String> text(String field) {
        Object value = value(field);
        if (value instanceof String text) return Optional.of(text);
        if (value != null) fail(field, "must be a string");
        return Optional.empty();
    }

    /** A text, or null; something else is no fault yet. */
    @Nullable
    String peek(String field) {
        return value(field) instanceof String text ? text : null;
    }

    /** A text that must be there; "" when it is not. */
    String required(String field) {
        Optional<String> text = text(field);
        if (text.isEmpty()) fail(field, "missing");
        return text.orElse("");
    }

    /** A text of 1 to this many characters that must be there; "" when it is not. */
    String required(String field, int characters) {
        String text = required(field);
        if (!Text.isFilled(text, characters)) {
            fail(field, "must be 1 to " + characters + " characters of well-formed text");
        }
        return text;
    }

    /** A text of at most this many characters; null when there is none. */
    @Nullable
    String optional(String field, int characters) {
        String text = text(field).orElse(null);
        if (Text.isOptional(text, characters)) return text;
        fail(field, "must be at most " + characters + " characters of well-formed text");
        return null;
    }

    boolean flag(String field, boolean ifAbsent) {
        Object value = value(field);
        if (value instanceof Boolean flag) return flag;
        if (value != null) fail(field, "must be true or false");
        return ifAbsent;
    }

    /** A text that may repeat what is known from elsewhere, and nothing else. */
    void same(String field, String known) {
        if (!text(field).orElse(known).equals(known)) fail(field, "must be absent or equal to the one in the path");
    }

    void require(String field) {
        if (value(field) == null) fail(field, "missing");
    }

    OptionalLong count(String field) {
        return integer(field, 0, Long.MAX_VALUE);
    }

    OptionalLong integer(String field, long least, long most) {
        Object value = value(field);
        if (value == null) return OptionalLong.empty();
        if (value instanceof Long number && number >= least && number <= most) return OptionalLong.of(number);
        fail(field, "must be an integer, " + least + (most == Long.MAX_VALUE ? " or more" : " to " + most));
        return OptionalLong.empty();
    }

    List<String> texts(String field) {
        List<String> texts = new ArrayList<>();
        Object value = value(field);
        if (value instanceof List<?> elements) elements.forEach(element -> texts.add(String.valueOf(element)));
        else if (value != null) fail(field, "must be an array of strings");
        return texts;
    }

    Optional<Instant> time(String field) {
        Optional<String> text = text(field);
        if (text.isEmpty()) return Optional.empty();
        long millis = Rfc3339.parse(text.get());
        Instant time = Instant.ofEpochMilli(millis);
        boolean isWritable = Rfc3339.parse(time.toString()) == millis; // an offset may lead out of four-digit years
        if (millis != Rfc3339.INVALID && isWritable) return Optional.of(time);
        fail(field, "must be an RFC 3339 time such as 2026-11-20T04:59:54.123Z");
        return Optional.empty();
    }

    Instant eventTime(long nowMillis, Optional<Instant> ifAbsent) {
        Optional<String> text = text("time");
        if (text.isEmpty() && ifAbsent.isEmpty()) fail("time", "missing");
        if (text.isEmpty()) return ifAbsent.orElse(Instant.EPOCH);
        return EventTime.parse(text.get(), nowMillis).fold(Function.identity(), reason -> {
            fail(reason.field(), reason.error());
            return Instant.EPOCH;
        });
    }

    Optional<RepoId> repo() {
        return repo("repo", repoType(), required("repo"));
    }

    /** The type of a repository; any when it has none. */
    RepoType repoType() {
        Optional<RepoType> type = RepoType.ofLabel(required("repo_type"));
        if (type.isEmpty()) fail("repo_type", "must be model, dataset or space");
        return type.orElse(RepoType.MODEL);
    }

    Optional<RepoId> repo(String field, RepoType type, String name) {
        Optional<RepoId> repo = RepoId.of(type, name);
        if (repo.isEmpty()) fail(field, "must be namespace/name, " + RepoId.NAME_RULE);
        return repo;
    }

    /** Notes what is wrong, unless something was before. */
    void fail(String field, String error) {
        if (fault == null) fault = new FieldError(field, error);
    }

    @Nullable
    FieldError fault() {
        return fault;
    }

    <T> Parsed<T> verdict(Supplier<T> fact) {
        return fault == null ? new Parsed.Valid<>(fact.get()) : new Parsed.Invalid<>(fault);
    }
}
