package dev.footfall.dialects.analytics;

import dev.footfall.queryapi.http.BadParameter;
import dev.footfall.queryapi.http.QueryParameter;
import dev.footfall.queryapi.http.QueryParameters;
import dev.footfall.queryapi.question.HourSpan;
import dev.footfall.web.openapi.Parameters;
import java.time.Duration;
import java.util.OptionalLong;

record TimeSpan(OptionalLong start, OptionalLong end) {
    private static final QueryParameter<OptionalLong> START = QueryParameter.seconds(
            "start_date", "Seconds since 1970; every hour that overlaps the period is included. Unbounded by default.");
    private static final QueryParameter<OptionalLong> END =
            QueryParameter.seconds("end_date", "The same, not before start_date.");

    static final Parameters PARAMETERS = Parameters.of(START, END, Groups.PARAMETER);

    static TimeSpan of(QueryParameters query, int mostDays) {
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

    TimeSpan closed(String reason) {
        if (start.isEmpty()) throw new BadParameter(START.name(), "", reason);
        if (end.isEmpty()) throw new BadParameter(END.name(), "", reason);
        return this;
    }

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
