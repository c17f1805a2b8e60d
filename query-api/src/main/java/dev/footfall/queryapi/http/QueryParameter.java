package dev.footfall.queryapi.http;

import dev.footfall.web.openapi.Parameter;
import dev.footfall.web.openapi.ParameterPlace;
import dev.footfall.web.openapi.Parameters;
import dev.footfall.web.openapi.Schema;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.function.Function;
import java.util.function.Predicate;

/** A parameter in the query: what it is described by and what it is read by are the same bounds. */
public record QueryParameter<T>(String name, String meaning, Schema schema, Function<QueryParameters, T> reading)
        implements Parameters {
    private static final long LAST_SECOND = 4_102_444_800L;

    public T of(QueryParameters query) {
        return reading.apply(query);
    }

    @Override
    public List<Parameter> all() {
        return List.of(new Parameter(name, ParameterPlace.QUERY, meaning, schema));
    }

    private <R> QueryParameter<R> map(Function<T, R> value) {
        return new QueryParameter<>(name, meaning, schema, reading.andThen(value));
    }

    private static <T> QueryParameter<T> orElse(QueryParameter<Optional<T>> given, T standard) {
        Schema schema = given.schema.with("default", standard);
        return new QueryParameter<>(
                given.name, given.meaning, schema, given.reading.andThen(it -> it.orElse(standard)));
    }

    /** {@code standard}: the value when it is not given. */
    public static QueryParameter<Integer> integer(String name, String meaning, int standard, int least, int most) {
        return orElse(integer(name, meaning, least, most), standard);
    }

    public static QueryParameter<Optional<Integer>> integer(String name, String meaning, int least, int most) {
        var parameter = new QueryParameter<>(
                name, meaning, Schema.integer(least, most), query -> query.integer(name, least, most));
        return parameter.map(given -> given.stream().mapToObj(Math::toIntExact).findFirst());
    }

    /** A moment in whole seconds since 1970, up to the end of 2099: one in milliseconds is refused, not far in the future. */
    public static QueryParameter<OptionalLong> seconds(String name, String meaning) {
        Schema schema = Schema.integer(0, LAST_SECOND);
        return new QueryParameter<>(name, meaning, schema, query -> query.integer(name, 0, LAST_SECOND));
    }

    public static QueryParameter<Boolean> bool(String name, String meaning, boolean standard) {
        Schema schema = Schema.bool().with("enum", List.of(true, false));
        QueryParameter<Optional<String>> word =
                checked(name, meaning, schema, List.of("true", "false")::contains, "true or false");
        return orElse(word.map(given -> given.map(Boolean::parseBoolean)), standard);
    }

    /** A text that a rule allows. {@code allowed}: the rule in words. */
    public static QueryParameter<Optional<String>> checked(
            String name, String meaning, Schema schema, Predicate<String> rule, String allowed) {
        return new QueryParameter<>(name, meaning, schema, query -> {
            Optional<String> given = query.text(name);
            given.filter(rule.negate()).ifPresent(text -> {
                throw new BadParameter(name, text, allowed);
            });
            return given;
        });
    }

    public static QueryParameter<Optional<String>> text(String name, String meaning, int most) {
        return checked(
                name,
                meaning,
                Schema.text(0, most),
                text -> text.codePointCount(0, text.length()) <= most
                        && text.chars().noneMatch(Character::isISOControl),
                "at most " + most + " characters, no control characters");
    }

    public static QueryParameter<Optional<String>> word(String name, String meaning, List<String> words) {
        return checked(name, meaning, Schema.enumOf(words), words::contains, listed(words, " or "));
    }

    public static QueryParameter<String> word(String name, String meaning, String standard, List<String> words) {
        return orElse(word(name, meaning, words), standard);
    }

    /** None when it is not given. */
    public static QueryParameter<Set<String>> words(String name, String meaning, List<String> words) {
        Schema schema = Schema.list(Schema.enumOf(words)).with("minItems", 1);
        Predicate<String> areKnown = given -> words.containsAll(List.of(given.split(",", -1)));
        String allowed = "a comma-separated list of " + listed(words, " and ");
        return checked(name, meaning, schema, areKnown, allowed)
                .map(given -> given.map(list -> Set.copyOf(List.of(list.split(",", -1))))
                        .orElse(Set.of()));
    }

    private static String listed(List<String> words, String last) {
        int end = words.size() - 1;
        return end == 0 ? words.get(0) : String.join(", ", words.subList(0, end)) + last + words.get(end);
    }
}
