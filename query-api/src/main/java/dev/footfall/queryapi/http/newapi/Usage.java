package dev.footfall.queryapi.http.newapi;

import com.fasterxml.jackson.core.JsonGenerator;
import dev.footfall.aggregator.query.HourRange;
import dev.footfall.aggregator.query.RowCursor;
import dev.footfall.aggregator.query.RowCursor.RepositoryRow;
import dev.footfall.aggregator.query.UserHours;
import dev.footfall.aggregator.query.UserHours.UserHour;
import dev.footfall.queryapi.auth.Caller;
import dev.footfall.queryapi.http.AnswerRenderer;
import dev.footfall.queryapi.http.BadParameter;
import dev.footfall.queryapi.http.QueryParameter;
import dev.footfall.queryapi.http.QueryParameters;
import dev.footfall.queryapi.http.QueryService;
import dev.footfall.queryapi.openapi.Parameters;
import dev.footfall.queryapi.openapi.Schema;
import dev.footfall.queryapi.question.HoursQuery;
import dev.footfall.queryapi.question.HoursQuery.RepositoryHour;
import dev.footfall.queryapi.question.UserHoursQuery;
import dev.footfall.queryapi.table.Column;
import dev.footfall.queryapi.table.Table;
import dev.footfall.queryapi.table.TableFormat;
import dev.footfall.web.Reply;
import java.io.IOException;
import java.io.OutputStream;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.util.Comparator;
import java.util.List;
import java.util.OptionalLong;
import java.util.regex.Pattern;

final class Usage {
    static final Table<RepositoryRow<RepositoryHour>> OF_ALL = Table.of(
            Column.text("model_name", row -> row.repo().mixedName()),
            Column.count("created_at", row -> row.day().begin().getEpochSecond()),
            Column.count("count", row -> row.day().counts().files()),
            Column.count("quota", row -> row.day().counts().downloads()),
            Column.count("token_used", row -> row.day().counts().bytes()));

    private Usage() {}

    static Schema schema(Schema row) {
        return Schema.object()
                .and("success", Schema.bool().with("const", true))
                .and("message", Schema.text().with("maxLength", 0))
                .and("data", Schema.list(row));
    }

    static void writeSuccess(JsonGenerator json) throws IOException {
        json.writeBooleanField("success", true);
        json.writeStringField("message", "");
    }

    /** An aborted one is invalid JSON, never a complete-looking prefix. */
    static void write(RowCursor<HoursQuery.Day> days, UsagePeriod period, OutputStream out) throws IOException {
        try (JsonGenerator json = TableFormat.json(out).disable(JsonGenerator.Feature.AUTO_CLOSE_JSON_CONTENT)) {
            json.writeStartObject();
            writeSuccess(json);
            json.writeArrayFieldStart("data");
            while (days.hasNext()) write(days.next(), period, json);
            json.writeEndArray();
            json.writeEndObject();
        }
    }

    private static void write(RepositoryRow<HoursQuery.Day> row, UsagePeriod period, JsonGenerator json)
            throws IOException {
        for (RepositoryHour hour : row.day().each()) {
            boolean isIn = hour.hasRequests() && period.contains(hour.begin());
            if (isIn) OF_ALL.write(json, new RepositoryRow<>(row.repo(), hour));
        }
    }

    record UserUsage(String user, UsagePeriod period) {
        private static final Pattern NUMBER = Pattern.compile("[1-9][0-9]{0,15}");

        /** The largest integer that every JSON parser reads as it is. */
        private static final long LARGEST = (1L << 53) - 1;

        private static final Comparator<RepositoryRow<RepositoryHour>> ORDER = Comparator.comparing(
                        (RepositoryRow<RepositoryHour> row) -> row.repo().mixedName())
                .thenComparing(row -> row.day().begin());

        static final Schema ROW = table("").schema();

        private static Table<RepositoryRow<RepositoryHour>> table(String user) {
            return Usage.OF_ALL.and(
                    new Column<>("user_id", Schema.integer(0, LARGEST), row -> number(user)),
                    Column.text("username", row -> user));
        }

        /** The id as a number, if it is one in its shortest form; else 0. */
        static long number(String user) {
            long number = NUMBER.matcher(user).matches() ? Long.parseLong(user) : 0;
            return number <= LARGEST ? number : 0;
        }

        Reply reply(QueryService service, Caller caller) {
            var question = new UserHoursQuery(user, period.touched(), caller);
            return service.withGaps(period.touched(), service.reply(service.ask(question), this::json));
        }

        private Reply json(UserHours hours) {
            if (hours.isTooMany())
                throw period.tooEarly("a later one: these are more than " + UserHours.MOST + " rows");
            List<RepositoryRow<RepositoryHour>> rows = hours.rows().stream()
                    .filter(hour -> hour.counts().hasRequests() && period.contains(hour.begin()))
                    .map(UserUsage::row)
                    .sorted(ORDER)
                    .toList();
            return AnswerRenderer.json(json -> {
                Usage.writeSuccess(json);
                table(user).writeList(json, "data", rows);
            });
        }

        private static RepositoryRow<RepositoryHour> row(UserHour hour) {
            return new RepositoryRow<>(hour.repo(), new RepositoryHour(hour.begin(), hour.counts()));
        }
    }

    /** The hours that begin from the first second to the last, inclusive. */
    record UsagePeriod(Instant start, Instant end) {
        private static final Instant END_OF_TIME = Instant.parse("9999-12-31T23:59:59Z");
        private static final Duration STANDARD = Duration.ofDays(30);
        private static final QueryParameter<OptionalLong> START = QueryParameter.seconds(
                "start_timestamp",
                "Seconds since 1970: hours that begin then or later; 2,592,000 before the end, or before now, when not given.");
        private static final QueryParameter<OptionalLong> END = QueryParameter.seconds(
                "end_timestamp",
                "Seconds since 1970, not before the start: hours that begin then or earlier. Open when not given.");

        static final Parameters PARAMETERS = Parameters.of(START, END);

        static UsagePeriod of(QueryParameters query, Instant now) {
            OptionalLong start = START.of(query);
            OptionalLong end = END.of(query);
            if (start.isPresent() && end.isPresent() && end.getAsLong() < start.getAsLong()) {
                String allowed = "an integer from " + start.getAsLong() + " on, which is start_timestamp";
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
            if (start.isBefore(earliest))
                throw tooEarly("from " + earliest.getEpochSecond() + " on: " + days + " days");
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
}
