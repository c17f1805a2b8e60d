package dev.footfall.dialects;

import dev.footfall.queryapi.http.BadParameter;
import dev.footfall.queryapi.http.Period;
import dev.footfall.queryapi.http.QueryParameters;
import dev.footfall.web.Reply;
import java.time.LocalDate;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.BiFunction;

/**
 * {@code rootPaths}: those of its paths that are free at the root; {@code error}: the form of an error, of its status
 * and words.
 */
record Dialect(
        String name,
        List<String> rootPaths,
        BiFunction<Packages, List<String>, Reply> answer,
        BiFunction<Integer, String, Reply> error) {
    private static final Map<String, Integer> DAYS =
            Map.of("last-day", 1, "last-week", 7, "last-month", 30, "last-year", 365);

    /** A JSON object; its names have blanks between them. */
    static Map<String, Object> object(String names, Object... values) {
        Map<String, Object> object = new LinkedHashMap<>();
        for (String name : names.split(" ", -1)) object.put(name, values[object.size()]);
        return object;
    }

    /** A day, two days with a colon, or the last days before today by name. The first may be after the last. */
    static Period period(String text, LocalDate today) {
        if (DAYS.containsKey(text)) return Period.endingAt(today.minusDays(1), DAYS.getOrDefault(text, 1));
        String[] days = text.split(":", 2);
        String last = days[days.length - 1];
        return new Period(day(days[0]), last.equals("last-day") ? today.minusDays(1) : day(last));
    }

    private static LocalDate day(String text) {
        return QueryParameters.date(text)
                .orElseThrow(() -> new BadParameter(
                        "period", text, "last-day, -week, -month or -year, YYYY-MM-DD, or two days with a colon"));
    }
}
