package dev.footfall.queryapi.http.sources;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.footfall.queryapi.gaps.GapBookUnavailable;
import dev.footfall.queryapi.gaps.GapVerdict;
import dev.footfall.queryapi.http.BadParameter;
import dev.footfall.queryapi.http.Endpoint;
import dev.footfall.queryapi.http.HttpProblemException;
import dev.footfall.queryapi.http.Problem;
import dev.footfall.queryapi.http.QueryService;
import dev.footfall.queryapi.http.Request;
import dev.footfall.queryapi.http.Responses;
import dev.footfall.queryapi.openapi.Operation;
import dev.footfall.queryapi.openapi.Response;
import dev.footfall.queryapi.openapi.Schema;
import dev.footfall.web.Reply;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.time.format.DateTimeParseException;
import java.time.temporal.ChronoUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * {@code POST /v1/gaps/declare} and {@code POST /v1/gaps/dismiss}: an administrator says that data of some hours is missing, or
 * that none is.
 */
final class GapVerdictEndpoint implements Endpoint {
    private static final Logger LOG = LoggerFactory.getLogger(GapVerdictEndpoint.class);
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final Instant LATEST =
            LocalDate.of(9999, 12, 31).atStartOfDay().toInstant(ZoneOffset.UTC);
    private static final String WHOLE_HOUR = "the start of a whole hour since 1970, such as 2026-10-05T06:00:00Z";

    private static final Schema HOUR = Schema.time().with("description", "A whole hour.");
    private static final Schema BODY = Schema.object()
            .with("additionalProperties", true)
            .and("source", Schema.text(1, GapVerdict.LONGEST_SOURCE))
            .and("from", HOUR)
            .and("to", HOUR)
            .and("reason", Schema.text(1, GapVerdict.LONGEST_REASON).with("description", "For everybody to read."))
            .named("GapVerdict");
    private final QueryService service;
    private final Operation operation;
    private final boolean isGap;

    private GapVerdictEndpoint(QueryService service, String path, String meaning, boolean isGap) {
        this.service = service;
        this.isGap = isGap;
        this.operation = Responses.orNothing(Responses.restricted(Responses.service(
                        Operation.post(path, meaning, BODY),
                        Response.empty(204, "It holds on this node, and on the others some seconds later.")))
                .answering(Responses.BAD_PARAMETER, Responses.NOT_READY, Responses.TOO_LARGE, Responses.UNSUPPORTED));
    }

    static GapVerdictEndpoint declare(QueryService service) {
        return new GapVerdictEndpoint(
                service, "/v1/gaps/declare", "Declares that data of some hours of a source is missing.", true);
    }

    static GapVerdictEndpoint dismiss(QueryService service) {
        return new GapVerdictEndpoint(
                service, "/v1/gaps/dismiss", "Says that no data of some hours of a source is missing.", false);
    }

    @Override
    public Operation operation() {
        return operation;
    }

    @Override
    public Reply answer(Request request) {
        String by = request.administrator().user().orElseThrow();
        GapVerdict verdict = verdict(fields(request.body()), by);
        try {
            service.gaps().say(verdict);
        } catch (GapBookUnavailable e) {
            LOG.warn("A verdict about a gap was not written", e);
            throw new HttpProblemException(Problem.unavailable(String.valueOf(e.getMessage()), json -> {}));
        }
        return Reply.empty(204);
    }

    private GapVerdict verdict(JsonNode fields, String by) {
        String source = text(fields, "source", GapVerdict.LONGEST_SOURCE);
        Instant from = hour(fields, "from");
        Instant to = hour(fields, "to");
        long hours = Duration.between(from, to).toHours();
        if (hours < 1 || hours > GapVerdict.MOST_HOURS) {
            throw new BadParameter("to", to.toString(), "1 to " + GapVerdict.MOST_HOURS + " hours after from");
        }
        String reason = text(fields, "reason", GapVerdict.LONGEST_REASON);
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

    private static String text(JsonNode fields, String field, int longest) {
        String text =
                fields.path(field).isTextual() ? fields.path(field).asText().strip() : "";
        boolean isText = StandardCharsets.UTF_8.newEncoder().canEncode(text)
                && text.chars().noneMatch(Character::isISOControl);
        if (text.isEmpty() || text.length() > longest || !isText) {
            throw new BadParameter(field, text, "a text of 1 to " + longest + " characters");
        }
        return text;
    }

    private static JsonNode fields(byte[] body) {
        try {
            JsonNode fields = JSON.readTree(body);
            if (fields.isObject()) return fields;
        } catch (IOException e) { // bytes in memory cannot fail otherwise than by what they say
            throw new BadParameter("body", "", "JSON in UTF-8");
        }
        throw new BadParameter("body", "", "a JSON object");
    }
}
