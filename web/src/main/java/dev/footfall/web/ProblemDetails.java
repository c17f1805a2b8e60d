package dev.footfall.web;

import io.javalin.http.HttpStatus;
import java.util.Locale;

/**
 * A failure of a request, as <a href="https://www.rfc-editor.org/rfc/rfc9457">RFC 9457</a> has it: the code is for
 * programs, the detail for people.
 */
public record ProblemDetails(int status, String code, String detail) {
    /** The page with a heading for each code; relative to the product's sources, which every release brings along. */
    private static final String PAGE = "docs/errors.md#";

    public static final String CONTENT_TYPE = "application/problem+json";

    public Reply reply(Json.Fields more) {
        byte[] body = Json.object(json -> {
            json.writeStringField("type", PAGE + code.toLowerCase(Locale.ROOT));
            json.writeStringField("title", phrase(status));
            json.writeNumberField("status", status);
            json.writeStringField("code", code);
            json.writeStringField("detail", detail);
            more.writeTo(json);
        });
        return Reply.of(status, CONTENT_TYPE, body).with("X-Error-Code", code);
    }

    public static String phrase(int status) {
        return status == 500
                ? "Internal Server Error"
                : HttpStatus.forStatus(status).getMessage();
    }
}
