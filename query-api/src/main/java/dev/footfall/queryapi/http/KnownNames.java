package dev.footfall.queryapi.http;

import dev.footfall.events.NearestName;
import dev.footfall.web.openapi.Operation;
import dev.footfall.web.openapi.Parameter;
import dev.footfall.web.openapi.ParameterPlace;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * The names that a route reads, in its query or in an object of its body. Any other name is refused: a slip of the pen or
 * another API's word must not be answered as if it had not been there.
 *
 * @param kind "parameter" or "field"
 */
record KnownNames(String kind, List<String> names) {
    private static final int SHOWN_CHARACTERS = 64;

    /** Words of other APIs, and those here that mean the same. */
    private static final Map<String, List<String>> SAME_MEANING = Map.ofEntries(
            Map.entry("offset", List.of("cursor")),
            Map.entry("skip", List.of("cursor")),
            Map.entry("page", List.of("cursor")),
            Map.entry("after", List.of("cursor")),
            Map.entry("top", List.of("limit")),
            Map.entry("count", List.of("limit")),
            Map.entry("per_page", List.of("limit")),
            Map.entry("page_size", List.of("limit")),
            Map.entry("sort_by", List.of("sort")),
            Map.entry("order_by", List.of("sort")),
            Map.entry("start", List.of("from")),
            Map.entry("since", List.of("from")),
            Map.entry("start_date", List.of("from")),
            Map.entry("end", List.of("to")),
            Map.entry("until", List.of("to")),
            Map.entry("at", List.of("to")),
            Map.entry("end_date", List.of("to")),
            Map.entry("period", List.of("days")),
            Map.entry("kind", List.of("type")),
            Map.entry("repo_type", List.of("type")),
            Map.entry("repo", List.of("id", "repos")),
            Map.entry("search", List.of("q")),
            Map.entry("query", List.of("q")),
            Map.entry("timezone", List.of("tz")));

    KnownNames {
        names = List.copyOf(names);
    }

    static KnownNames ofQuery(Operation operation) {
        return new KnownNames(
                "parameter",
                operation.parameters().stream()
                        .filter(parameter -> parameter.place() != ParameterPlace.PATH)
                        .map(Parameter::name)
                        .toList());
    }

    static KnownNames ofBody(List<String> fields) {
        return new KnownNames("field", fields);
    }

    /** @throws BadParameter if the name is not known; {@code place}: in front of it in the body, such as {@code repos[3].} */
    void check(String name, String place, String value) {
        if (names.contains(name)) return;
        throw new BadParameter(new UnknownName(place + shown(name), kind, allowed(), nearest(name)), value);
    }

    private String allowed() {
        return names.isEmpty() ? "no " + kind + "s" : "only the " + kind + "s " + String.join(", ", names);
    }

    private Optional<String> nearest(String name) {
        return SAME_MEANING.getOrDefault(name, List.of()).stream()
                .filter(names::contains)
                .findFirst()
                .or(() -> NearestName.of(name, names));
    }

    /** Names stand in a header, too. */
    static String shown(String name) {
        int[] characters = name.codePoints()
                .limit(SHOWN_CHARACTERS)
                .map(c -> Character.isISOControl(c) || Character.getType(c) == Character.SURROGATE ? '?' : c)
                .toArray();
        return new String(characters, 0, characters.length);
    }
}
