package dev.footfall.ingest.http;

import com.fasterxml.jackson.core.JsonGenerator;
import dev.footfall.events.Decoded;
import dev.footfall.events.EventCodec;
import io.javalin.http.Context;
import io.javalin.http.HttpStatus;
import jakarta.servlet.http.HttpServletRequest;
import java.io.IOException;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** An answer, whole, before it is sent. */
record Reply(int status, String contentType, String body, Map<String, String> headers) {
    private static final String JSON = "application/json";
    private static final String PROBLEM_JSON = "application/problem+json";
    private static final String PROMETHEUS_TEXT = "text/plain; version=0.0.4; charset=utf-8";
    private static final String RETRY_AFTER_SECONDS = "1";

    Reply {
        headers = Map.copyOf(headers);
    }

    /** What became of a request's events. */
    static Reply outcome(int status, int accepted, List<Rejection> rejections) {
        String body = json(json -> {
            json.writeNumberField("accepted", accepted);
            json.writeArrayFieldStart("rejected");
            for (Rejection rejection : rejections) rejection.write(json);
            json.writeEndArray();
        });
        return new Reply(status, JSON, body, Map.of());
    }

    /** The one word that liveness and readiness answer. */
    static Reply statusIs(String word) {
        return new Reply(200, JSON, json(json -> json.writeStringField("status", word)), Map.of());
    }

    /** The process's metrics, in Prometheus' text format. */
    static Reply metrics(String text) {
        return new Reply(200, PROMETHEUS_TEXT, text, Map.of());
    }

    /** A failure of the whole request, as <a href="https://www.rfc-editor.org/rfc/rfc9457">RFC 9457</a> has it. */
    static Reply problem(int status, String code, String detail) {
        return new Reply(status, PROBLEM_JSON, json(json -> writeProblem(json, status, code, detail)), Map.of());
    }

    /** A request whose path, query or body has a part that cannot be: the field's name, and what is allowed. */
    static Reply badField(Decoded.Malformed reason) {
        String body = json(json -> {
            writeProblem(json, 400, "BadField", reason.field() + ": " + reason.error());
            json.writeStringField("field", reason.field());
        });
        return new Reply(400, PROBLEM_JSON, body, Map.of());
    }

    private static void writeProblem(JsonGenerator json, int status, String code, String detail) throws IOException {
        json.writeStringField("type", "about:blank");
        json.writeStringField("title", HttpStatus.forStatus(status).getMessage());
        json.writeNumberField("status", status);
        json.writeStringField("code", code);
        json.writeStringField("detail", detail);
    }

    /** A failure that passes: the same request may be sent again. */
    static Reply tryAgain(String code, String detail) {
        return problem(503, code, detail).with("Retry-After", RETRY_AFTER_SECONDS);
    }

    /** The answer while there is no memory for a request. */
    static Reply busy() {
        return tryAgain("Busy", "Too many requests are in flight. Send this one again.");
    }

    /** The answer to a body that does not come on. */
    static Reply tooSlow() {
        return problem(408, "TooSlow", "The body came too slowly. Nothing of it was accepted.");
    }

    Reply with(String header, String value) {
        var more = new HashMap<>(headers);
        more.put(header, value);
        return new Reply(status, contentType, body, more);
    }

    void send(Context context) {
        headers.forEach(context::header);
        if (isUnread(context.req())) context.header("Connection", "close");
        context.status(status).contentType(contentType).result(body);
    }

    /** Whether a body is left: the server ends the connection behind the answer then, and the answer should say so. */
    private static boolean isUnread(HttpServletRequest request) {
        boolean hasBody = request.getContentLengthLong() > 0 || request.getHeader("Transfer-Encoding") != null;
        try {
            return hasBody && !request.getInputStream().isFinished();
        } catch (IOException e) {
            return true; // what cannot be read is left
        }
    }

    private static String json(Fields fields) {
        var text = new StringWriter();
        try (JsonGenerator json = EventCodec.JSON.createGenerator(text)) {
            json.writeStartObject();
            fields.write(json);
            json.writeEndObject();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return text.toString();
    }

    @FunctionalInterface
    private interface Fields {
        void write(JsonGenerator json) throws IOException;
    }
}
