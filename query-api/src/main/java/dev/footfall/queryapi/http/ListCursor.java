package dev.footfall.queryapi.http;

import com.fasterxml.jackson.databind.JsonNode;
import dev.footfall.events.Unchecked;
import dev.footfall.web.Json;
import java.io.IOException;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.Predicate;

/**
 * The end of a part of a list, where the next one begins. Its text is opaque to clients.
 *
 * @param order the list and its order
 * @param today the day on which the first part was answered: periods that end today end on that day, in all parts
 * @param listed the number of rows before
 * @param last the place of the last of them
 */
record ListCursor(String order, LocalDate today, long listed, ListPlace last) {
    static final String PATTERN = "[A-Za-z0-9_-]{1,8192}";

    /** Standard periods before it would begin before the first day that can be asked for. */
    private static final LocalDate EARLIEST = LocalDate.of(2000, 1, 1);

    private static final int FIELDS = 5;

    String text() {
        List<Object> fields = List.of(order, today.toEpochDay(), listed, last.numbers(), last.names());
        return Base64.getUrlEncoder()
                .withoutPadding()
                .encodeToString(Unchecked.io(() -> Json.MAPPER.writeValueAsBytes(fields)));
    }

    /** Empty for any text that is none. */
    static Optional<ListCursor> of(String text) {
        if (!text.matches(PATTERN)) return Optional.empty();
        try {
            JsonNode fields = Json.MAPPER.readTree(Base64.getUrlDecoder().decode(text));
            boolean isOne =
                    fields.isArray() && fields.size() == FIELDS && isDay(fields.get(1)) && isWhole(fields.get(2));
            if (!isOne) return Optional.empty();
            Optional<List<Long>> numbers = list(fields.get(3), ListCursor::isWhole, JsonNode::asLong);
            Optional<List<String>> names = list(fields.get(4), JsonNode::isTextual, JsonNode::asText);
            LocalDate today = LocalDate.ofEpochDay(fields.get(1).asLong());
            return numbers.flatMap(all -> names.map(words ->
                    new ListCursor(fields.get(0).asText(), today, fields.get(2).asLong(), new ListPlace(all, words))));
        } catch (IllegalArgumentException | IOException e) { // neither Base64 nor JSON
            return Optional.empty();
        }
    }

    private static boolean isWhole(JsonNode number) {
        return number.isIntegralNumber() && number.canConvertToLong();
    }

    private static boolean isDay(JsonNode day) {
        return isWhole(day)
                && EARLIEST.toEpochDay() <= day.asLong()
                && day.asLong() <= QueryParameters.LAST_DAY.toEpochDay();
    }

    private static <T> Optional<List<T>> list(JsonNode all, Predicate<JsonNode> kind, Function<JsonNode, T> value) {
        var list = new ArrayList<T>();
        for (JsonNode one : all) {
            if (!kind.test(one)) return Optional.empty();
            list.add(value.apply(one));
        }
        return all.isArray() ? Optional.of(list) : Optional.empty();
    }
}
