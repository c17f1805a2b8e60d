package dev.footfall.queryapi.http;

import dev.footfall.queryapi.openapi.Parameter;
import dev.footfall.queryapi.openapi.Parameters;
import dev.footfall.queryapi.openapi.Schema;
import java.time.LocalDate;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.OptionalLong;
import java.util.Set;
import java.util.function.Predicate;

/** A parameter in the query: what it is described by and what it is read by are the same bounds. */
public sealed interface QueryParameter extends Parameters {
    String name();

    String meaning();

    Schema schema();

    @Override
    default List<Parameter> all() {
        return List.of(new Parameter(name(), Parameter.Place.QUERY, meaning(), schema()));
    }

    private static String listed(List<String> words, String last) {
        int end = words.size() - 1;
        return end == 0 ? words.get(0) : String.join(", ", words.subList(0, end)) + last + words.get(end);
    }

    /** {@code standard}: the value when it is not given. */
    record IntParameter(String name, String meaning, int standard, int least, int most) implements QueryParameter {
        public int of(QueryParameters query) {
            return query.integer(name, standard, least, most);
        }

        @Override
        public Schema schema() {
            return Schema.integer(least, most).with("default", standard);
        }
    }

    record OptionalIntParameter(String name, String meaning, int least, int most) implements QueryParameter {
        public OptionalInt of(QueryParameters query) {
            return query.has(name) ? OptionalInt.of(query.integer(name, least, least, most)) : OptionalInt.empty();
        }

        @Override
        public Schema schema() {
            return Schema.integer(least, most);
        }
    }

    record BoolParameter(String name, String meaning, boolean standard) implements QueryParameter {
        private static final List<String> WORDS = List.of("true", "false");

        public boolean of(QueryParameters query) {
            String given = query.text(name).orElse(Boolean.toString(standard));
            if (!WORDS.contains(given)) throw new BadParameter(name, given, "true or false");
            return Boolean.parseBoolean(given);
        }

        @Override
        public Schema schema() {
            return Schema.bool().with("enum", List.of(true, false)).with("default", standard);
        }
    }

    /** A text that a rule allows. {@code allowed}: the rule in words. */
    record CheckedParameter(String name, String meaning, Schema schema, Predicate<String> rule, String allowed)
            implements QueryParameter {
        public static CheckedParameter text(String name, String meaning, int most) {
            return new CheckedParameter(
                    name,
                    meaning,
                    Schema.text(0, most),
                    text -> text.codePointCount(0, text.length()) <= most
                            && text.chars().noneMatch(Character::isISOControl),
                    "at most " + most + " characters, no control characters");
        }

        public Optional<String> of(QueryParameters query) {
            Optional<String> given = query.text(name);
            given.filter(rule.negate()).ifPresent(text -> {
                throw new BadParameter(name, text, allowed);
            });
            return given;
        }
    }

    /** A moment in whole seconds since 1970, up to the end of 2099: one in milliseconds is refused, not far in the future. */
    record SecondsParameter(String name, String meaning) implements QueryParameter {
        private static final long LAST = 4_102_444_800L;

        public OptionalLong of(QueryParameters query) {
            return query.integer(name, 0, LAST);
        }

        @Override
        public Schema schema() {
            return Schema.integer(0, LAST);
        }
    }

    record DateParameter(String name, String meaning) implements QueryParameter {
        public Optional<LocalDate> of(QueryParameters query, LocalDate latest) {
            return query.day(name, latest);
        }

        @Override
        public Schema schema() {
            return Schema.date();
        }
    }

    record EnumParameter(String name, String meaning, Optional<String> standard, List<String> words)
            implements QueryParameter {
        public Optional<String> of(QueryParameters query) {
            return query.text(name).map(this::checked).or(() -> standard);
        }

        private String checked(String given) {
            if (words.contains(given)) return given;
            throw new BadParameter(name, given, listed(words, " or "));
        }

        @Override
        public Schema schema() {
            Schema schema = Schema.enumOf(words);
            return standard.map(it -> schema.with("default", it)).orElse(schema);
        }
    }

    record EnumSetParameter(String name, String meaning, List<String> words) implements QueryParameter {
        public Set<String> of(QueryParameters query) {
            Optional<String> given = query.text(name);
            if (given.isEmpty()) return Set.of();
            List<String> chosen = List.of(given.get().split(",", -1));
            if (words.containsAll(chosen)) return new HashSet<>(chosen);
            throw new BadParameter(name, given.get(), "a comma-separated list of " + listed(words, " and "));
        }

        @Override
        public Schema schema() {
            return Schema.list(Schema.enumOf(words)).with("minItems", 1);
        }
    }
}
