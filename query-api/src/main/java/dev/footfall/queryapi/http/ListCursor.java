package dev.footfall.queryapi.http;

import dev.footfall.web.Reply;
import dev.footfall.web.openapi.Schema;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.Optional;
import java.util.function.Function;

/**
 * The place in a list at which the next part begins: the parameter {@code cursor}, opaque to clients, and where an answer names
 * the next one.
 *
 * @param reading the place that a text names; empty if it names none
 * @param example a place that any list has or passes over
 */
public record ListCursor<T>(Function<String, Optional<T>> reading, String example) {
    public static final String NEXT = "next";
    public static final Schema SCHEMA =
            Schema.text().with("description", "The cursor of the next part; absent at the end.");

    private static final String NAME = "cursor";
    private static final String PATTERN = "[A-Za-z0-9_-]{1,512}";

    public QueryParameter<Optional<String>> parameter() {
        return QueryParameter.checked(
                NAME,
                "Continues a list: next of the answer before, with the other parameters as they were.",
                Schema.text().with("pattern", "^" + PATTERN + "$").with("example", encoded(example)),
                text -> text.matches(PATTERN) && place(text).isPresent(),
                "the next of an answer to the same question");
    }

    public Optional<T> of(QueryParameters query) {
        return parameter().of(query).flatMap(this::place);
    }

    private Optional<T> place(String cursor) {
        try {
            return reading.apply(new String(Base64.getUrlDecoder().decode(cursor), StandardCharsets.UTF_8));
        } catch (IllegalArgumentException e) { // it is no Base64
            return Optional.empty();
        }
    }

    /** The same answer with a link to the next part, if there is one. */
    public static Reply linked(Reply reply, Optional<String> next, Request request) {
        if (next.isEmpty() || reply.status() != 200) return reply;
        return reply.with("Link", "<" + request.urlWith(NAME, next.get()) + ">; rel=\"next\"");
    }

    public static String encoded(String place) {
        return Base64.getUrlEncoder().withoutPadding().encodeToString(place.getBytes(StandardCharsets.UTF_8));
    }
}
