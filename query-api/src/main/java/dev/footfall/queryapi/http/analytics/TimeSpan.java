package dev.footfall.queryapi.http.analytics;

import dev.footfall.queryapi.http.BadParameter;
import dev.footfall.queryapi.http.QueryParameter;
import dev.footfall.queryapi.http.QueryParameters;
import dev.footfall.queryapi.openapi.Parameters;
import dev.footfall.queryapi.openapi.Schema;
import dev.footfall.queryapi.question.HourSpan;
import dev.footfall.queryapi.table.Table;
import dev.footfall.web.Json;
import java.time.Duration;
import java.util.List;
import java.util.OptionalLong;

record TimeSpan(OptionalLong start, OptionalLong end) {
    private static final QueryParameter<OptionalLong> START = QueryParameter.seconds(
            "start_date", "Seconds since 1970; every hour that the period touches is in it. Open when not given.");
    private static final QueryParameter<OptionalLong> END =
            QueryParameter.seconds("end_date", "The same, and not before start_date.");

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

    /** The most entries of a list. A list that is cut by a limit which nobody asked for is marked as truncated. */
    record ListLimit(int most, boolean isAskedFor) {
        static final QueryParameter<Integer> OF_MODELS =
                QueryParameter.integer("limit", "How many models.", 10_000, 1, 100_000);

        static final String TRUNCATED = "truncated";

        static ListLimit of(QueryParameter<Integer> parameter, QueryParameters query) {
            return new ListLimit(parameter.of(query), query.has(parameter.name()));
        }

        static Schema schema(Schema answer) {
            return answer.maybe(TRUNCATED, Schema.bool().with("const", true));
        }

        <R> Json.Fields fields(String name, Table<R> table, List<R> first, long all) {
            return json -> {
                table.writeList(json, name, first);
                if (all > most && !isAskedFor) json.writeBooleanField(TRUNCATED, true);
            };
        }
    }
}
