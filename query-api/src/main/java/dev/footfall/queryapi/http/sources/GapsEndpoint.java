package dev.footfall.queryapi.http.sources;

import com.fasterxml.jackson.databind.JsonNode;
import dev.footfall.queryapi.gaps.Gap;
import dev.footfall.queryapi.gaps.GapVerdictLog.GapLogUnavailable;
import dev.footfall.queryapi.gaps.GapVerdictLog.GapVerdict;
import dev.footfall.queryapi.http.BadParameter;
import dev.footfall.queryapi.http.Endpoint;
import dev.footfall.queryapi.http.Listing;
import dev.footfall.queryapi.http.Period;
import dev.footfall.queryapi.http.PeriodParameter;
import dev.footfall.queryapi.http.Problem;
import dev.footfall.queryapi.http.QueryParameters;
import dev.footfall.queryapi.http.QueryService;
import dev.footfall.queryapi.http.Request;
import dev.footfall.queryapi.http.Responses;
import dev.footfall.queryapi.openapi.Operation;
import dev.footfall.queryapi.openapi.Response;
import dev.footfall.queryapi.openapi.Schema;
import dev.footfall.queryapi.table.Column;
import dev.footfall.queryapi.table.Table;
import dev.footfall.web.HttpProblemException;
import dev.footfall.web.Reply;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeParseException;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

record GapsEndpoint(QueryService service) {
    private static final int STANDARD_DAYS = 30;
    private static final PeriodParameter PERIOD = new PeriodParameter(Period.MAX_DAYS);
    private static final List<String> ORIGINS =
            Stream.of(Gap.Origin.values()).map(GapsEndpoint::label).toList();

    private static final Listing<Gap> ANSWER = new Listing<>(
            "gaps",
            Table.<Gap>of(
                            Column.text("source", Gap::source),
                            Column.time("from", Gap::from),
                            Column.time("to", Gap::to),
                            Column.count(
                                    "hours",
                                    gap -> Duration.between(gap.from(), gap.to())
                                            .toHours()),
                            new Column<>("origin", Schema.enumOf(ORIGINS), gap -> label(gap.origin())),
                            Column.text("reason", Gap::reason))
                    .named("Gap"));

    static final Operation OPERATION = Responses.numbers(
            Operation.get("/v1/gaps", "Hours without data of a source.").taking(PERIOD, Listing.FORMAT),
            ANSWER.described(
                    "All gaps of the period, by time; the last 30 days when no others are asked for.",
                    ANSWER.schema().named("Gaps")));

    private static String label(Gap.Origin origin) {
        return origin.name().toLowerCase(Locale.ROOT);
    }

    Reply answer(Request request) {
        boolean isCsv = Listing.isCsv(request.query());
        Period period = PERIOD.of(request.query()).orElseGet(() -> Period.endingAt(service.today(), STANDARD_DAYS));
        return service.reply(
                service.gaps().answer(), all -> ANSWER.reply(all.within(period.start(), period.end()), period, isCsv));
    }

    record GapVerdictEndpoint(QueryService service, boolean isGap) {
        private static final Logger LOG = LoggerFactory.getLogger(GapVerdictEndpoint.class);
        private static final Instant LATEST =
                QueryParameters.LAST_DAY.atStartOfDay().toInstant(ZoneOffset.UTC);
        private static final String WHOLE_HOUR = "the start of a whole hour since 1970, such as 2026-10-05T06:00:00Z";

        private static final Schema HOUR = Schema.time().with("description", "A whole hour.");
        private static final Schema BODY = Schema.object()
                .and("source", Schema.text(1, GapVerdict.LONGEST_SOURCE))
                .and("from", HOUR)
                .and("to", HOUR)
                .and("reason", Schema.text(1, GapVerdict.LONGEST_REASON).with("description", "For everybody to read."))
                .named("GapVerdict");

        static Endpoint of(QueryService service, boolean isGap) {
            String path = "/v1/gaps/" + (isGap ? "declare" : "dismiss");
            String meaning = "Declares that " + (isGap ? "" : "no ") + "data of some hours of a source is missing.";
            Operation operation = Responses.orNotFound(Responses.restricted(Responses.service(
                            Operation.post(path, meaning, BODY),
                            Response.empty(204, "It holds on this node, and on the others some seconds later.")))
                    .answering(
                            Responses.BAD_PARAMETER, Responses.NOT_READY, Responses.TOO_LARGE, Responses.UNSUPPORTED));
            return Endpoint.of(operation, new GapVerdictEndpoint(service, isGap)::answer);
        }

        private Reply answer(Request request) {
            String by = request.administrator().user().orElseThrow();
            GapVerdict verdict = verdict(request.decisionObject("source", "from", "to", "reason"), by);
            try {
                service.gaps().write(verdict);
            } catch (GapLogUnavailable e) {
                LOG.warn("A verdict about a gap was not written", e);
                throw new HttpProblemException(Problem.unavailable(String.valueOf(e.getMessage())));
            }
            return Reply.empty(204);
        }

        private GapVerdict verdict(JsonNode fields, String by) {
            String source = Request.text(fields, "source", GapVerdict.LONGEST_SOURCE);
            Instant from = hour(fields, "from");
            Instant to = hour(fields, "to");
            long hours = Duration.between(from, to).toHours();
            if (hours < 1 || hours > GapVerdict.MOST_HOURS) {
                throw new BadParameter("to", to.toString(), "1 to " + GapVerdict.MOST_HOURS + " hours after from");
            }
            String reason = Request.text(fields, "reason", GapVerdict.LONGEST_REASON);
            return new GapVerdict(source, from, to, isGap, reason, by, service.now());
        }

        private static Instant hour(JsonNode fields, String field) {
            String value = fields.path(field).asText();
            try {
                Instant hour = Instant.parse(value);
                boolean isAllowed = hour.equals(hour.truncatedTo(ChronoUnit.HOURS))
                        && !hour.isBefore(Instant.EPOCH)
                        && hour.isBefore(LATEST);
                if (isAllowed) return hour;
            } catch (DateTimeParseException e) {
                throw new BadParameter(field, value, WHOLE_HOUR);
            }
            throw new BadParameter(field, value, WHOLE_HOUR);
        }
    }
}
