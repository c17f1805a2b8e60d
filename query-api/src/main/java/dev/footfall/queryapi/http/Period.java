package dev.footfall.queryapi.http;

import com.fasterxml.jackson.core.JsonGenerator;
import dev.footfall.queryapi.openapi.Schema;
import dev.footfall.queryapi.table.Column;
import dev.footfall.queryapi.table.Table;
import java.io.IOException;
import java.time.LocalDate;
import java.time.temporal.ChronoUnit;
import java.util.Optional;

/**
 * A run of UTC days.
 *
 * @param start the first
 * @param end the last, inclusive, not before the first
 */
public record Period(LocalDate start, LocalDate end) {
    public static final int MAX_DAYS = 3_660;

    public static final Table<Period> TABLE = Table.of(
                    Column.date("start", Period::start),
                    Column.date("end", Period::end),
                    new Column<>("days", Schema.integer(1, MAX_DAYS), Period::days))
            .named("Period");

    public static final QueryParameter.DateParameter FROM =
            new QueryParameter.DateParameter("from", "The first UTC day; goes with to.");
    public static final QueryParameter.DateParameter TO =
            new QueryParameter.DateParameter("to", "The last UTC day; goes with from; at most 3,660 days in all.");

    /** The {@code days} days of which {@code end} is the last. */
    public static Period endingAt(LocalDate end, int days) {
        return new Period(end.minusDays(days - 1L), end);
    }

    /** {@code from} and {@code to}, or else the days that end today, as many as the parameter says. */
    public static Period of(QueryParameters query, LocalDate today, QueryParameter.IntParameter days) {
        Optional<Period> chosen = chosen(query);
        if (chosen.isEmpty()) return endingAt(today, days.of(query));
        if (query.has(days.name())) {
            String value = query.text(days.name()).orElseThrow();
            throw new BadParameter(days.name(), value, "not together with from and to");
        }
        return chosen.get();
    }

    /** {@code from} and {@code to}; empty when neither is given. */
    public static Optional<Period> chosen(QueryParameters query) {
        if (!query.has("from") && !query.has("to")) return Optional.empty();
        LocalDate from = FROM.of(query, QueryParameters.LAST_DAY)
                .orElseThrow(() -> new BadParameter("from", "", "a day as YYYY-MM-DD where to is given"));
        LocalDate to = TO.of(query, QueryParameters.LAST_DAY)
                .orElseThrow(() -> new BadParameter("to", "", "a day as YYYY-MM-DD where from is given"));
        var period = new Period(from, to);
        if (period.days() < 1 || period.days() > MAX_DAYS) {
            LocalDate latest = from.plusDays(MAX_DAYS - 1L);
            throw new BadParameter(
                    "to", to.toString(), "from " + from + " to " + latest + " (at most " + MAX_DAYS + " days)");
        }
        return Optional.of(period);
    }

    public boolean contains(LocalDate date) {
        return !date.isBefore(start) && !date.isAfter(end);
    }

    public long days() {
        return ChronoUnit.DAYS.between(start, end) + 1;
    }

    public void writeTo(JsonGenerator json) throws IOException {
        json.writeFieldName("period");
        TABLE.write(json, this);
    }
}
