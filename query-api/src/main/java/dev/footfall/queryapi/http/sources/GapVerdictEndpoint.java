package dev.footfall.queryapi.http.sources;

import com.fasterxml.jackson.databind.JsonNode;
import dev.footfall.queryapi.gaps.GapVerdict;
import dev.footfall.queryapi.gaps.GapVerdictLog.GapLogUnavailable;
import dev.footfall.queryapi.http.BadParameter;
import dev.footfall.queryapi.http.Endpoint;
import dev.footfall.queryapi.http.Problem;
import dev.footfall.queryapi.http.QueryParameters;
import dev.footfall.queryapi.http.QueryService;
import dev.footfall.queryapi.http.Request;
import dev.footfall.queryapi.http.Responses;
import dev.footfall.web.HttpProblemException;
import dev.footfall.web.Reply;
import dev.footfall.web.openapi.Operation;
import dev.footfall.web.openapi.Response;
import dev.footfall.web.openapi.Schema;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeParseException;
import java.time.temporal.ChronoUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

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
            .and("reason", Schema.text(1, GapVerdict.LONGEST_REASON).with("description", "Visible to everybody."))
            .named("GapVerdict");

    static Endpoint of(QueryService service, boolean isGap) {
        String path = "/v1/gaps/" + (isGap ? "declare" : "dismiss");
        String meaning = "Declares that " + (isGap ? "" : "no ") + "data of some hours of a source is missing.";
        Operation operation = Responses.orNotFound(Responses.restricted(Responses.service(
                        Operation.post(path, meaning, BODY),
                        Response.empty(
                                204,
                                "It takes effect on this node immediately, and on the others within " + "seconds.")))
                .answering(Responses.BAD_PARAMETER, Responses.NOT_READY, Responses.TOO_LARGE, Responses.UNSUPPORTED));
        return Endpoint.of(operation, new GapVerdictEndpoint(service, isGap)::answer);
    }

    private Reply answer(Request request) {
        String by = request.administrator().user().orElseThrow();
        GapVerdict verdict = verdict(request.decisionObject("source", "from", "to", "reason"), by);
        try {
            service.gaps().write(verdict);
        } catch (GapLogUnavailable e) {
            LOG.warn("A verdict about a gap could not be written", e);
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
