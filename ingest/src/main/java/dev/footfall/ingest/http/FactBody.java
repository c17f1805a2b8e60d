package dev.footfall.ingest.http;

import dev.footfall.events.Decoded;
import io.javalin.http.Context;
import java.io.IOException;

/** The bytes of the small JSON object that says more about a fact than its path does. */
final class FactBody {
    /** More than the longest that is allowed, however it is escaped. */
    private static final int MAX_BYTES = 128 * 1_024;

    private FactBody() {}

    /** The body, which may be empty. */
    static Said<byte[]> read(Context context) throws IOException {
        if (isAbsent(context)) return new Said.Fact<>(new byte[0]);
        Body body = Body.read(context, MAX_BYTES);
        if (body instanceof Body.Refused refused) return new Said.Refused<>(refused.reply());
        if (!(body instanceof Body.Content content)) {
            return Said.bad(new Decoded.Malformed(Decoded.Malformed.JSON, ((Body.Unreadable) body).error()));
        }
        return content.format() == Format.JSON
                ? new Said.Fact<>(content.bytes())
                : new Said.Refused<>(Reply.problem(
                        415, "UnsupportedMediaType", "Content-Type has to be application/json, in UTF-8."));
    }

    private static boolean isAbsent(Context context) {
        long declared = context.req().getContentLengthLong();
        return declared == 0 || (declared < 0 && context.req().getHeader("Transfer-Encoding") == null);
    }
}
