package dev.footfall.ingest.http;

import dev.footfall.events.Decoded;
import io.javalin.http.Context;
import java.util.concurrent.CompletableFuture;

/** The bytes of the small JSON object that says more about a fact than its path does. */
final class FactBody {
    /** More than the longest that is allowed, however it is escaped. */
    private static final int MAX_BYTES = 128 * 1_024;

    private FactBody() {}

    /** The body, which may be empty. */
    static CompletableFuture<Submission<byte[]>> receive(Context context, Bodies bodies, InFlightBytes.Share share) {
        return isAbsent(context)
                ? CompletableFuture.completedFuture(new Submission.Fact<>(new byte[0]))
                : bodies.receive(context, share, MAX_BYTES).thenApply(said -> said.then(body -> json(context, body)));
    }

    private static Submission<byte[]> json(Context context, Body body) {
        if (!(body instanceof Body.Content content)) {
            return Submission.bad(new Decoded.Malformed(Decoded.Malformed.JSON, ((Body.Unreadable) body).error()));
        }
        return EventFormat.of(context).orElseThrow() == EventFormat.JSON
                ? new Submission.Fact<>(content.bytes())
                : new Submission.Refused<>(Replies.problem(
                        415, "UnsupportedMediaType", "Content-Type has to be application/json, in UTF-8."));
    }

    private static boolean isAbsent(Context context) {
        long declared = context.req().getContentLengthLong();
        return declared == 0 || (declared < 0 && context.req().getHeader("Transfer-Encoding") == null);
    }
}
