package dev.footfall.dialects.newapi;

import dev.footfall.aggregator.query.HourRange;
import dev.footfall.queryapi.http.BadParameter;
import dev.footfall.queryapi.http.QueryParameter;
import dev.footfall.queryapi.http.QueryParameters;
import dev.footfall.web.openapi.Parameters;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.util.OptionalLong;

/** The hours that begin from the first second to the last, inclusive. */
record UsagePeriod(Instant start, Instant end) {
    private static final Instant END_OF_TIME = Instant.parse("9999-12-31T23:59:59Z");
    private static final Duration STANDARD = Duration.ofDays(30);
    private static final QueryParameter<OptionalLong> START = QueryParameter.seconds(
            "start_timestamp",
            "Seconds since 1970: hours that begin then or later; by default 2,592,000 before the end, or before now.");
    private static final QueryParameter<OptionalLong> END = QueryParameter.seconds(
            "end_timestamp",
            "Seconds since 1970, not before the start: hours that begin then or earlier. Unbounded by default.");

    static final Parameters PARAMETERS = Parameters.of(START, END);

    static UsagePeriod of(QueryParameters query, Instant now) {
        OptionalLong start = START.of(query);
        OptionalLong end = END.of(query);
        if (start.isPresent() && end.isPresent() && end.getAsLong() < start.getAsLong()) {
            String allowed = "an integer from " + start.getAsLong() + " on (start_timestamp)";
            throw new BadParameter(END.name(), Long.toString(end.getAsLong()), allowed);
        }
        long standard = end.orElse(now.getEpochSecond()) - STANDARD.toSeconds();
        return new UsagePeriod(
                Instant.ofEpochSecond(start.orElse(Math.max(0, standard))),
                end.isPresent() ? Instant.ofEpochSecond(end.getAsLong()) : END_OF_TIME);
    }

    UsagePeriod within(int days, Instant now) {
        Instant until = end.equals(END_OF_TIME) ? now : end;
        Instant earliest = until.minus(Duration.ofDays(days));
        if (start.isBefore(earliest)) throw tooEarly("from " + earliest.getEpochSecond() + " on: " + days + " days");
        return this;
    }

    BadParameter tooEarly(String allowed) {
        return new BadParameter(START.name(), Long.toString(start.getEpochSecond()), allowed);
    }

    boolean contains(Instant hour) {
        return !hour.isBefore(start) && !hour.isAfter(end);
    }

    LocalDate firstDay() {
        return LocalDate.ofInstant(start, ZoneOffset.UTC);
    }

    LocalDate lastDay() {
        return LocalDate.ofInstant(end, ZoneOffset.UTC);
    }

    HourRange touched() {
        return new HourRange(start.truncatedTo(ChronoUnit.HOURS), end.truncatedTo(ChronoUnit.HOURS));
    }
}
