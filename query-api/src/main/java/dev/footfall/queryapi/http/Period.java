package dev.footfall.queryapi.http;

import com.fasterxml.jackson.core.JsonGenerator;
import java.io.IOException;
import java.time.LocalDate;
import java.time.temporal.ChronoUnit;

/**
 * A run of UTC days.
 *
 * @param start the first
 * @param end the last, inclusive, not before the first
 */
record Period(LocalDate start, LocalDate end) {
    private static final int MAX_DAYS = 3_660;

    /** The {@code days} days of which {@code end} is the last. */
    static Period endingAt(LocalDate end, int days) {
        return new Period(end.minusDays(days - 1L), end);
    }

    /** {@code from} and {@code to}, or else the {@code days} (30) that end today. */
    static Period of(QueryParameters query, LocalDate today) {
        if (!query.has("from") && !query.has("to")) return endingAt(today, query.integer("days", 30, 1, 365));
        if (query.has("days")) {
            throw new BadParameter("days", query.text("days").orElseThrow(), "not together with from and to");
        }
        LocalDate from = query.day("from", QueryParameters.LAST_DAY)
                .orElseThrow(() -> new BadParameter("from", "", "a day as YYYY-MM-DD where to is given"));
        LocalDate to = query.day("to", QueryParameters.LAST_DAY)
                .orElseThrow(() -> new BadParameter("to", "", "a day as YYYY-MM-DD where from is given"));
        var period = new Period(from, to);
        if (period.days() < 1 || period.days() > MAX_DAYS) {
            LocalDate latest = from.plusDays(MAX_DAYS - 1L);
            throw new BadParameter(
                    "to", to.toString(), "from " + from + " to " + latest + " (at most " + MAX_DAYS + " days)");
        }
        return period;
    }

    long days() {
        return ChronoUnit.DAYS.between(start, end) + 1;
    }

    void writeTo(JsonGenerator json) throws IOException {
        json.writeObjectFieldStart("period");
        json.writeStringField("start", start.toString());
        json.writeStringField("end", end.toString());
        json.writeNumberField("days", days());
        json.writeEndObject();
    }
}
