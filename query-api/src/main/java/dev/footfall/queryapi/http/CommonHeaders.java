package dev.footfall.queryapi.http;

import dev.footfall.queryapi.auth.Authentication;
import dev.footfall.web.Reply;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.regex.Pattern;

/**
 * The headers that every reply carries: any page may read it, none that is not named may frame it, it has a name in the log, and who may
 * keep it.
 */
final class CommonHeaders {
    static final String REQUEST_ID = "X-Request-Id";

    /** No dots and no colons: an address can be no request id. */
    private static final Pattern SANE = Pattern.compile("[A-Za-z0-9_-]{1,128}");

    private static final String EXPOSED =
            "ETag, Link, RateLimit-Limit, RateLimit-Remaining, RateLimit-Reset, Retry-After, X-Error-Code, X-Error-Message, X-Footfall-As-Of, "
                    + "X-Footfall-Balances, X-Footfall-Gaps, X-Footfall-Lag, X-Footfall-Period, X-Footfall-Rules, X-Footfall-Sealed, "
                    + REQUEST_ID;
    private static final String NOTHING_IS_LOADED = "default-src 'none'; frame-ancestors 'none'";
    private static final String NO_STORE = "no-store";
    private static final Map<String, String> ALWAYS = Map.of(
            "Access-Control-Allow-Origin", "*",
            "Access-Control-Expose-Headers", EXPOSED,
            "Cross-Origin-Resource-Policy", "cross-origin",
            "Referrer-Policy", "no-referrer",
            "Vary", "Authorization, Accept-Encoding",
            "X-Content-Type-Options", "nosniff",
            "X-Frame-Options", "DENY");

    private CommonHeaders() {}

    static Reply around(Reply reply, String requestId) {
        return around(reply, requestId, new Authentication.Absent());
    }

    static Reply around(Reply reply, String requestId, Authentication authentication) {
        var headers = new LinkedHashMap<>(ALWAYS);
        String policy = reply.headers().getOrDefault("Content-Security-Policy", NOTHING_IS_LOADED);
        headers.put("Content-Security-Policy", policy);
        if (!policy.contains("frame-ancestors 'none'")) headers.remove("X-Frame-Options"); // it knows no origins
        // its URLs have the scheme that a trusted proxy names
        if (reply.headers().containsKey("Link"))
            headers.merge("Vary", Callers.FORWARDED_SCHEME, (all, own) -> all + ", " + own);
        headers.put(REQUEST_ID, requestId);
        headers.put("Cache-Control", caching(reply, authentication));
        if (reply.status() == 401 && authentication instanceof Authentication.Refused refused) {
            headers.put("WWW-Authenticate", Problem.invalidToken(refused.reason()));
        }
        return reply.with(headers);
    }

    /** Errors are kept by nobody, and what a known caller gets by no cache that others use, too. */
    private static String caching(Reply reply, Authentication authentication) {
        String own = reply.headers().getOrDefault("Cache-Control", NO_STORE);
        if (reply.status() >= 400 || own.equals(NO_STORE)) return NO_STORE;
        return authentication instanceof Authentication.Authenticated ? "private, no-cache" : own;
    }

    static String requestId(List<String> given) {
        return given.size() == 1 && SANE.matcher(given.get(0)).matches() ? given.get(0) : randomId();
    }

    static String randomId() {
        return UUID.randomUUID().toString();
    }
}
