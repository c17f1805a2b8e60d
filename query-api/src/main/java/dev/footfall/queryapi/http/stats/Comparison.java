package dev.footfall.queryapi.http.stats;

import com.fasterxml.jackson.core.JsonGenerator;
import dev.footfall.queryapi.http.BadParameter;
import dev.footfall.queryapi.http.Listing;
import dev.footfall.queryapi.http.Period;
import dev.footfall.queryapi.http.QueryParameter;
import dev.footfall.queryapi.http.QueryParameters;
import dev.footfall.web.Json;
import dev.footfall.web.openapi.Schema;
import java.io.IOException;
import java.time.LocalDate;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.ToLongFunction;

/**
 * A series, and an earlier one of as many units. Of a period that is not over the units that are over count alone, as many as
 * the period has: those of {@link ComparedDays}.
 *
 * @param isUnfinished true if the period asked for is not over, and {@code current} therefore another one
 */
record Comparison(String with, Series current, Series before, boolean isUnfinished) {
    private static final String PREVIOUS = "previous";
    private static final String YEAR_BEFORE = "year-before";

    static final QueryParameter<Optional<String>> PARAMETER = QueryParameter.word(
            "compare",
            "Adds another period for comparison: as many units just before, or the same ones a year before (52 weeks "
                    + "for weeks).",
            List.of(PREVIOUS, YEAR_BEFORE));

    static Optional<Comparison> of(QueryParameters query, Series asked, LocalDate today) {
        boolean isCsv = Listing.FORMAT.of(query).equals("csv");
        return PARAMETER.of(query).map(with -> {
            if (isCsv) throw new BadParameter(PARAMETER.name(), with, "not allowed with format=csv");
            return of(with, asked, today);
        });
    }

    private static Comparison of(String with, Series asked, LocalDate today) {
        Period period = asked.period();
        boolean isUnfinished = !period.end().isBefore(today);
        LocalDate next = period.end().plusDays(1);
        Interval interval = asked.interval();
        boolean isWhole = period.start().equals(interval.first(period.start()))
                && (isUnfinished || next.equals(interval.first(next)));
        Interval unit = isWhole ? interval : Interval.DAY;
        long units = 0;
        while (period.contains(unit.plus(period.start(), units))) units++;
        LocalDate end = isUnfinished ? unit.first(today) : next;
        LocalDate start = isUnfinished ? unit.plus(end, -units) : period.start();
        Period before = with.equals(PREVIOUS)
                ? new Period(unit.plus(start, -units), start.minusDays(1))
                : yearBefore(unit, start, end);
        if (before.start().isBefore(LocalDate.EPOCH)) {
            throw new BadParameter(PARAMETER.name(), with, "with a period from " + LocalDate.EPOCH + " on before this");
        }
        var current = new Period(start, end.minusDays(1));
        return new Comparison(with, asked.of(current), asked.of(before), isUnfinished);
    }

    private static Period yearBefore(Interval unit, LocalDate start, LocalDate end) {
        if (unit == Interval.WEEK)
            return new Period(start.minusWeeks(52), end.minusWeeks(52).minusDays(1));
        return unit.compareTo(Interval.DAY) > 0
                ? new Period(start.minusYears(1), end.minusYears(1).minusDays(1))
                : new Period(start.minusYears(1), end.minusDays(1).minusYears(1));
    }

    static Schema schema() {
        Schema series = Schema.object()
                .and("stats", Schema.list(RecentDays.schema()))
                .and("period", Period.TABLE.schema())
                .named("ComparedSeries");
        Schema difference = Schema.object()
                .and("downloads", Schema.integer(Long.MIN_VALUE, Long.MAX_VALUE))
                .and("relative", Schema.number().with("minimum", -1).orNull());
        return Schema.object()
                .and("with", PARAMETER.schema())
                .and("unfinished", Schema.bool())
                .and("current", series)
                .and("before", series)
                .and("difference", difference.named("Difference"))
                .named("Comparison");
    }

    void writeTo(JsonGenerator json, ToLongFunction<Series> downloads, Function<Series, Json.Fields> fields)
            throws IOException {
        json.writeStartObject();
        json.writeStringField("with", with);
        json.writeBooleanField("unfinished", isUnfinished);
        write(json, "current", fields.apply(current));
        write(json, "before", fields.apply(before));
        long earlier = downloads.applyAsLong(before);
        long difference = downloads.applyAsLong(current) - earlier;
        write(json, "difference", object -> {
            object.writeNumberField("downloads", difference);
            if (earlier == 0) object.writeNullField("relative");
            else object.writeNumberField("relative", (double) difference / earlier);
        });
        json.writeEndObject();
    }

    private static void write(JsonGenerator json, String name, Json.Fields fields) throws IOException {
        json.writeObjectFieldStart(name);
        fields.writeTo(json);
        json.writeEndObject();
    }
}
