package dev.footfall.queryapi.http;

import dev.footfall.web.openapi.Parameter;
import dev.footfall.web.openapi.ParameterPlace;
import dev.footfall.web.openapi.Parameters;
import dev.footfall.web.openapi.Schema;
import java.time.LocalDate;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/**
 * The parameters {@code days}, {@code from} and {@code to}, both days inclusive. Two of them give the period, so all three
 * are refused; one alone is completed: a period ends today unless {@code to} is given, or both others.
 *
 * @param standardDays the length where neither {@code days} nor {@code from} is given; empty where no period means all days
 * @param mostDays the largest {@code days}
 * @param maxDays the longest period
 */
public record PeriodParameter(Optional<Integer> standardDays, int mostDays, int maxDays) implements Parameters {
    private static final String DAYS = "days";
    private static final String FROM = "from";
    private static final String TO = "to";
    private static final Parameter FIRST = new Parameter(
            FROM, ParameterPlace.QUERY, "The first UTC day; without to and days, up to today.", Schema.date());

    public static PeriodParameter of(int standardDays, int mostDays, int maxDays) {
        return new PeriodParameter(Optional.of(standardDays), mostDays, maxDays);
    }

    /** One without a period of its own; see {@link #ifGiven}. */
    public static PeriodParameter optional(int maxDays) {
        return new PeriodParameter(Optional.empty(), maxDays, maxDays);
    }

    @Override
    public List<Parameter> all() {
        Schema number = Schema.integer(1, mostDays);
        Schema schema = standardDays.map(days -> number.with("default", days)).orElse(number);
        String meaning = "The number of days: up to to, from from on, or by default up to today.";
        String last =
                String.format(Locale.ROOT, "The last UTC day, by default today; at most %,d days in all.", maxDays);
        return List.of(
                new Parameter(DAYS, ParameterPlace.QUERY, meaning, schema),
                FIRST,
                new Parameter(TO, ParameterPlace.QUERY, last, Schema.date()));
    }

    /** The same without {@code to}, for periods that always end today. */
    public Parameters untilToday() {
        List<Parameter> all = all();
        return () -> all.subList(0, 2);
    }

    /** The period asked for, or the one of standard length that ends today. */
    public Period of(QueryParameters query, LocalDate today) {
        return ifGiven(query, today).orElseGet(() -> Period.endingAt(today, standardDays.orElseThrow()));
    }

    /** Empty if none of the parameters is given. */
    public Optional<Period> ifGiven(QueryParameters query, LocalDate today) {
        Optional<LocalDate> from = query.day(FROM, QueryParameters.LAST_DAY);
        Optional<LocalDate> to = query.day(TO, QueryParameters.LAST_DAY);
        Optional<Integer> days = query.integer(DAYS, 1, mostDays).stream()
                .mapToObj(Math::toIntExact)
                .findFirst();
        if (from.isPresent() && to.isPresent() && days.isPresent())
            throw new BadParameter(DAYS, days.get().toString(), "not allowed with from and to");
        if (from.isPresent()) return Optional.of(beginning(from.get(), to, days, today));
        if (to.isEmpty() && days.isEmpty()) return Optional.empty();
        return Optional.of(ending(to, days.or(() -> standardDays).orElse(maxDays), today));
    }

    private Period beginning(LocalDate from, Optional<LocalDate> to, Optional<Integer> days, LocalDate today) {
        LocalDate latest = from.plusDays(maxDays - 1L);
        LocalDate end =
                to.or(() -> days.map(number -> from.plusDays(number - 1L))).orElse(today);
        boolean isAllowed = !end.isBefore(from) && !end.isAfter(latest) && !end.isAfter(QueryParameters.LAST_DAY);
        if (isAllowed) return new Period(from, end);
        if (to.isPresent()) throw new BadParameter(TO, end.toString(), between(from, latest));
        LocalDate earliest = Period.endingAt(today, maxDays).start();
        String allowed = days.isPresent() ? "a day so long before the year 10000" : between(earliest, today);
        throw new BadParameter(FROM, from.toString(), allowed);
    }

    private String between(LocalDate first, LocalDate last) {
        return "from " + first + " to " + last + " (at most " + maxDays + " days)";
    }

    private static Period ending(Optional<LocalDate> to, int days, LocalDate today) {
        Period period = Period.endingAt(to.orElse(today), days);
        if (!period.start().isBefore(QueryParameters.FIRST_DAY)) return period;
        LocalDate earliest = QueryParameters.FIRST_DAY.plusDays(days - 1L);
        throw new BadParameter(TO, period.end().toString(), "from " + earliest + " on with " + days + " days");
    }
}
