package dev.footfall.queryapi.http;

import dev.footfall.queryapi.auth.RefusalReason;
import dev.footfall.web.Json;
import dev.footfall.web.ProblemDetails;
import dev.footfall.web.Reply;
import java.time.Duration;

/**
 * The errors of this API, as <a href="https://www.rfc-editor.org/rfc/rfc9457">problem details</a>. None repeats a path or
 * the name of a repository, and none says how current the state is.
 */
public final class Problem {
    static final String CONTENT_TYPE = ProblemDetails.CONTENT_TYPE;

    private static final String RETRY_AFTER_SECONDS = "1";
    private static final String CHALLENGE = "Bearer realm=\"footfall\"";

    private Problem() {}

    /** 404 for a repository that is unknown, cannot be, or may not be seen: one and the same reply. */
    static Reply repoNotFound() {
        return of(404, "RepoNotFound", "Repository not found", fields -> {});
    }

    public static Reply notFound() {
        return notFound("Nothing exists at this path");
    }

    /** 404 for something that is no repository; the detail names it not. */
    public static Reply notFound(String detail) {
        return of(404, "NotFound", detail, fields -> {});
    }

    static Reply badParameter(String parameter, String value, String allowed) {
        String detail = parameter + " is \"" + value + "\", allowed: " + allowed;
        Reply reply = new ProblemDetails(400, "InvalidParameter", detail).reply(json -> {
            json.writeStringField("parameter", parameter);
            json.writeStringField("value", value);
            json.writeStringField("allowed", allowed);
        });
        return labelled(reply, "InvalidParameter", "Bad value of the parameter " + parameter);
    }

    /** 400 for a name that is not known. */
    static Reply unknownName(UnknownName unknown, String value) {
        String what = unknown.kind() + " " + unknown.name();
        String advice =
                unknown.nearest().map(known -> ": did you mean " + known + "?").orElse("");
        String detail = "unknown " + what + advice + " (allowed: " + unknown.allowed() + ")";
        Reply reply = new ProblemDetails(400, "InvalidParameter", detail).reply(json -> {
            json.writeStringField("parameter", unknown.name());
            json.writeStringField("value", value);
            json.writeStringField("allowed", unknown.allowed());
            if (unknown.nearest().isPresent())
                json.writeStringField("nearest", unknown.nearest().get());
        });
        return labelled(reply, "InvalidParameter", "Unknown " + what);
    }

    static Reply methodNotAllowed(String allow) {
        return of(405, "MethodNotAllowed", "Allowed here: " + allow, fields -> {})
                .with("Allow", allow);
    }

    /** 401 for a route that is for known callers alone. Decided before anything is looked up. */
    public static Reply unauthorized() {
        return of(401, "Unauthorized", "A valid bearer token is required here", fields -> {})
                .with("WWW-Authenticate", CHALLENGE);
    }

    /** 403 for a known caller on a route that is for others alone. Never about a repository. */
    static Reply forbidden(String detail) {
        return of(403, "Forbidden", detail, fields -> {});
    }

    /** The challenge to who sent a token that is refused (RFC 6750, 3). */
    static String invalidToken(RefusalReason reason) {
        return CHALLENGE + ", error=\"invalid_token\", error_description=\"" + reason.sentence() + '"';
    }

    static Reply tooManyRequests(Duration wait) {
        long seconds = Math.max(1, wait.plusMillis(999).toSeconds());
        return of(429, "TooManyRequests", "Too many requests: retry in " + seconds + " s", fields -> {})
                .with("Retry-After", Long.toString(seconds));
    }

    static Reply tooManyAtOnce() {
        return of(429, "TooManyRequests", "Too many at once: retry when other requests are answered", fields -> {})
                .with("Retry-After", RETRY_AFTER_SECONDS);
    }

    /** 429 for a caller who has too many under way, 503 for one when all have. */
    static Reply noPlace(int status) {
        return status == 429 ? tooManyAtOnce() : unavailable("too many requests like this are in progress");
    }

    public static Reply conflict(String detail) {
        return of(409, "Conflict", detail, fields -> {});
    }

    static Reply tooLarge(int maxBytes) {
        return of(413, "TooLarge", "Allowed here: a body of at most " + maxBytes + " bytes", fields -> {});
    }

    /** 426 for an export to HTTP/1.0, where it would end as one that breaks off. */
    static Reply upgradeRequired() {
        return of(426, "HttpError", "An export needs HTTP/1.1 (nginx: proxy_http_version 1.1)", fields -> {})
                .with("Connection", "Upgrade")
                .with("Upgrade", "HTTP/1.1");
    }

    static Reply unsupportedMediaType(String allowed) {
        return of(415, "UnsupportedMediaType", "Allowed here: " + allowed, fields -> {});
    }

    public static Reply unavailable(String reason) {
        return unavailable(reason, json -> {});
    }

    /** 503 for an answer that cannot be given, or not whole, at the moment. {@code reason}: in words for an operator. */
    public static Reply unavailable(String reason, Json.Fields fields) {
        Reply reply = new ProblemDetails(503, "NotReady", "Try again: " + reason).reply(fields);
        return labelled(reply, "NotReady", "Temporarily unavailable").with("Retry-After", RETRY_AFTER_SECONDS);
    }

    static Reply internalError(String requestId) {
        String message = "The server failed; its log has the reason under this request id";
        return of(500, "InternalError", message, json -> json.writeStringField("request_id", requestId));
    }

    static Reply ofStatus(int status) {
        return of(status, "HttpError", ProblemDetails.phrase(status), fields -> {});
    }

    private static Reply of(int status, String code, String message, Json.Fields more) {
        return labelled(new ProblemDetails(status, code, message).reply(more), code, message);
    }

    private static Reply labelled(Reply reply, String code, String message) {
        return reply.with("X-Error-Code", code).with("X-Error-Message", message);
    }
}
