package dev.footfall.queryapi.http.analytics;

import dev.footfall.queryapi.http.BadParameter;
import dev.footfall.queryapi.http.QueryParameter;
import dev.footfall.queryapi.http.QueryParameters;
import dev.footfall.queryapi.openapi.Parameter;
import dev.footfall.queryapi.question.HourSpan;
import java.time.Duration;
import java.util.OptionalLong;

/**
 * The parameters {@code start_date} and {@code end_date}, of which either may be left open.
 *
 * @param start the first second
 * @param end the last one
 */
record TimeSpan(OptionalLong start, OptionalLong end) {
    private static final QueryParameter.SecondsParameter START = new QueryParameter.SecondsParameter(
            "start_date", "Seconds since 1970; every hour that the period touches is in it. Open when not given.");
    private static final QueryParameter.SecondsParameter END =
            new QueryParameter.SecondsParameter("end_date", "The same, and not before start_date.");

    static Parameter[] described() {
        return new Parameter[] {START.described(), END.described(), Groups.described()};
    }

    /** The period that is asked for, of this many days at the most. */
    static TimeSpan of(QueryParameters query, int mostDays) {
        Groups.refuse(query);
        var span = new TimeSpan(START.of(query), END.of(query));
        span.check(mostDays);
        return span;
    }

    private void check(int mostDays) {
        if (start.isEmpty() || end.isEmpty()) return;
        long latest = start.getAsLong() + Duration.ofDays(mostDays).toSeconds();
        if (end.getAsLong() >= start.getAsLong() && end.getAsLong() <= latest) return;
        throw new BadParameter(
                END.name(),
                Long.toString(end.getAsLong()),
                "from " + start.getAsLong() + " (start_date) to " + latest + " (" + mostDays + " days)");
    }

    /** Refuses an open end. */
    TimeSpan closed(String reason) {
        if (start.isEmpty()) throw new BadParameter(START.name(), "", reason);
        if (end.isEmpty()) throw new BadParameter(END.name(), "", reason);
        return this;
    }

    /** The refusal of a period that would have to begin later. */
    BadParameter tooLong(String allowed) {
        String given = start.isPresent() ? Long.toString(start.getAsLong()) : "";
        return new BadParameter(START.name(), given, allowed);
    }

    boolean isClosed() {
        return start.isPresent() && end.isPresent();
    }

    HourSpan hours() {
        return HourSpan.touching(start, end);
    }
}
