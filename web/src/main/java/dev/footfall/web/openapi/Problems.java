package dev.footfall.web.openapi;

import dev.footfall.web.ProblemDetails;
import java.util.List;

/** Responses that are problems, as <a href="https://www.rfc-editor.org/rfc/rfc9457">RFC 9457</a> has them. */
public final class Problems {
    /** Open: a problem may say more, such as the parameter at fault. */
    public static final Schema SCHEMA = Schema.anyObject()
            .and("type", Schema.text())
            .and("title", Schema.text())
            .and("status", Schema.integer(400, 599))
            .and("code", Schema.text())
            .and("detail", Schema.text())
            .named("Problem");

    public static final ResponseHeader CODE =
            ResponseHeader.always("X-Error-Code", "The problem's code.", Schema.text());
    public static final ResponseHeader RETRY_AFTER =
            ResponseHeader.always("Retry-After", "Seconds to wait.", Schema.count());

    private Problems() {}

    /** A problem with this {@code code}, under which the document keeps it once. */
    public static Response problem(int status, String code, String meaning) {
        return Response.of(status, meaning, ProblemDetails.CONTENT_TYPE, SCHEMA)
                .with(List.of(CODE))
                .named(code);
    }
}
