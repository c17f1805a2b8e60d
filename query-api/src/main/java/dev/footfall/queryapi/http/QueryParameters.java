package dev.footfall.queryapi.http;

import java.time.LocalDate;
import java.time.format.DateTimeParseException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * A request's query, decoded. One that is read may be given once only; {@link KnownNames} refuses those that no route
 * reads.
 */
public final class QueryParameters {
    /** No event is older. */
    public static final LocalDate FIRST_DAY = LocalDate.EPOCH;

    public static final LocalDate LAST_DAY = LocalDate.of(9999, 12, 31);

    private static final Pattern INTEGER = Pattern.compile("-?\\d{1,18}");
    private static final Pattern DAY = Pattern.compile("\\d{4}-\\d{2}-\\d{2}");

    private final Map<String, List<String>> values = new LinkedHashMap<>();

    private QueryParameters() {}

    /** The part of the request line after the {@code ?}; "" when there is none. */
    static QueryParameters of(String rawQuery) {
        var parameters = new QueryParameters();
        for (String pair : rawQuery.split("&", -1)) {
            if (pair.isEmpty()) continue;
            int equals = pair.indexOf('=');
            String name = decode(equals < 0 ? pair : pair.substring(0, equals));
            String value = equals < 0 ? "" : decode(pair.substring(equals + 1));
            parameters.values.computeIfAbsent(name, any -> new ArrayList<>()).add(value);
        }
        return parameters;
    }

    public static QueryParameters of(Map<String, String> given) {
        var parameters = new QueryParameters();
        given.forEach((name, value) -> parameters.values.put(name, List.of(value)));
        return parameters;
    }

    private static String decode(String raw) {
        return RequestPath.decode(raw.replace('+', ' '));
    }

    public Optional<String> text(String name) {
        List<String> given = values.getOrDefault(name, List.of());
        if (given.size() > 1) throw new BadParameter(name, String.join(", ", given), "one value");
        return given.stream().findFirst();
    }

    public List<String> texts(String name) {
        return values.getOrDefault(name, List.of());
    }

    /** In their order. */
    Set<String> names() {
        return Collections.unmodifiableSet(values.keySet());
    }

    public boolean has(String name) {
        return values.containsKey(name);
    }

    OptionalLong integer(String name, long least, long most) {
        Optional<String> given = text(name);
        if (given.isEmpty()) return OptionalLong.empty();
        String text = given.get();
        if (INTEGER.matcher(text).matches()) {
            long number = Long.parseLong(text);
            if (least <= number && number <= most) return OptionalLong.of(number);
        }
        throw new BadParameter(name, text, "an integer from " + least + " to " + most);
    }

    public Optional<LocalDate> day(String name, LocalDate latest) {
        return text(name)
                .map(text -> date(text)
                        .filter(it -> !it.isBefore(FIRST_DAY) && !it.isAfter(latest))
                        .orElseThrow(() -> new BadParameter(
                                name, text, "a day as YYYY-MM-DD, from " + FIRST_DAY + " to " + latest)));
    }

    /** Of {@code YYYY-MM-DD}. */
    public static Optional<LocalDate> date(String text) {
        try {
            return DAY.matcher(text).matches() ? Optional.of(LocalDate.parse(text)) : Optional.empty();
        } catch (DateTimeParseException e) { // such as February 30th
            return Optional.empty();
        }
    }
}
