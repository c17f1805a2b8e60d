package dev.footfall.queryapi.http;

/** The headers that every reply carries: any page may read it, and it has a name in the log. */
final class Envelope {
    private static final String EXPOSED = "ETag, Retry-After, X-Error-Code, X-Error-Message, X-Footfall-As-Of, "
            + "X-Footfall-Lag, " + RequestId.HEADER;

    private Envelope() {}

    static Reply around(Reply reply, String requestId) {
        return reply.with("Access-Control-Allow-Origin", "*")
                .with("Access-Control-Expose-Headers", EXPOSED)
                .with("X-Content-Type-Options", "nosniff")
                .with(RequestId.HEADER, requestId);
    }
}
