package dev.footfall.queryapi.http.stats;

import dev.footfall.queryapi.http.QueryParameter;
import dev.footfall.queryapi.http.QueryParameters;
import java.time.DayOfWeek;
import java.time.LocalDate;
import java.time.temporal.IsoFields;
import java.time.temporal.TemporalAdjusters;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;

/** The length of a series' units; weeks are those of ISO 8601. */
enum Interval {
    HOUR,
    DAY,
    WEEK,
    MONTH,
    QUARTER,
    YEAR;

    static final String NAME = "interval";

    String label() {
        return name().toLowerCase(Locale.ROOT);
    }

    /** {@code least}: the shortest units that it can have. */
    QueryParameter<String> orElse(Interval least) {
        String meaning = "Length of the units; the first and last are clipped to the period.";
        return QueryParameter.word(NAME, meaning, label(), least.orLonger());
    }

    List<String> orLonger() {
        return Stream.of(values())
                .filter(one -> one.compareTo(this) >= 0)
                .map(Interval::label)
                .toList();
    }

    static Interval of(QueryParameter<String> parameter, QueryParameters query) {
        return valueOf(parameter.of(query).toUpperCase(Locale.ROOT));
    }

    /** The first day of the unit that a day is in; of hours the day itself. */
    LocalDate first(LocalDate date) {
        return switch (this) {
            case HOUR, DAY -> date;
            case WEEK -> date.with(TemporalAdjusters.previousOrSame(DayOfWeek.MONDAY));
            case MONTH -> date.withDayOfMonth(1);
            case QUARTER -> date.with(IsoFields.DAY_OF_QUARTER, 1);
            case YEAR -> date.withDayOfYear(1);
        };
    }

    /** The first day of the unit so many units later; of hours so many days. */
    LocalDate plus(LocalDate first, long units) {
        return switch (this) {
            case HOUR, DAY -> first.plusDays(units);
            case WEEK -> first.plusWeeks(units);
            case MONTH -> first.plusMonths(units);
            case QUARTER -> first.plusMonths(3 * units);
            case YEAR -> first.plusYears(units);
        };
    }
}
