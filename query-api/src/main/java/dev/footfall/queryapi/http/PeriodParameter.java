package dev.footfall.queryapi.http;

import dev.footfall.queryapi.openapi.Parameter;
import dev.footfall.queryapi.openapi.ParameterPlace;
import dev.footfall.queryapi.openapi.Parameters;
import dev.footfall.queryapi.openapi.Schema;
import java.time.LocalDate;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** The parameters {@code from} and {@code to}, both inclusive, both or neither. */
public record PeriodParameter(int maxDays) implements Parameters {
    private static final Parameter FROM =
            new Parameter("from", ParameterPlace.QUERY, "The first UTC day; requires to.", Schema.date());

    @Override
    public List<Parameter> all() {
        String meaning =
                String.format(Locale.ROOT, "The last UTC day; requires from; at most %,d days in all.", maxDays);
        return List.of(FROM, new Parameter("to", ParameterPlace.QUERY, meaning, Schema.date()));
    }

    public Optional<Period> of(QueryParameters query) {
        if (!query.has("from") && !query.has("to")) return Optional.empty();
        LocalDate from = query.day("from", QueryParameters.LAST_DAY)
                .orElseThrow(() -> new BadParameter("from", "", "a day as YYYY-MM-DD where to is given"));
        LocalDate to = query.day("to", QueryParameters.LAST_DAY)
                .orElseThrow(() -> new BadParameter("to", "", "a day as YYYY-MM-DD where from is given"));
        var period = new Period(from, to);
        if (period.days() < 1 || period.days() > maxDays) {
            LocalDate latest = from.plusDays(maxDays - 1L);
            throw new BadParameter(
                    "to", to.toString(), "from " + from + " to " + latest + " (at most " + maxDays + " days)");
        }
        return Optional.of(period);
    }

    public OrDays orDays(int standard, int most) {
        String meaning = "The number of days up to today; not with from and to.";
        return new OrDays(QueryParameter.integer("days", meaning, standard, 1, most), this);
    }

    public record OrDays(QueryParameter<Integer> days, PeriodParameter period) implements Parameters {
        @Override
        public List<Parameter> all() {
            return Parameters.of(days, period).all();
        }

        public Period of(QueryParameters query, LocalDate today) {
            Optional<Period> chosen = period.of(query);
            if (chosen.isEmpty()) return Period.endingAt(today, days.of(query));
            if (query.has(days.name())) {
                String value = query.text(days.name()).orElseThrow();
                throw new BadParameter(days.name(), value, "not allowed with from and to");
            }
            return chosen.get();
        }
    }
}
