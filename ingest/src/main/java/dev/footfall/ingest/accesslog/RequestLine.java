package dev.footfall.ingest.accesslog;

import dev.footfall.events.DownloadEvent;
import java.util.Optional;

/**
 * The first line of an HTTP request.
 *
 * @param method its method, 1–32 letters
 * @param path the raw path of its target, without query: starts with "/"
 */
record RequestLine(String method, String path) {
    /**
     * Reads what the server logged in quotes, with or without a protocol at its end; empty when a client sent
     * something else ("-", a TLS hello), or a target without a path ("*", CONNECT's authority).
     */
    static Optional<RequestLine> of(String request) {
        int space = request.indexOf(' ');
        if (space < 0 || !isMethod(request.substring(0, space))) return Optional.empty();
        int protocol = request.lastIndexOf(" HTTP/");
        String target = request.substring(space + 1, protocol > space ? protocol : request.length());
        int query = target.indexOf('?');
        String beforeQuery = query < 0 ? target : target.substring(0, query);
        int pathStart = pathStart(beforeQuery);
        if (pathStart >= beforeQuery.length()) return Optional.empty();
        return Optional.of(new RequestLine(request.substring(0, space), beforeQuery.substring(pathStart)));
    }

    /** The start of the path in a target in origin form or absolute form (RFC 9112, 3.2); else the target's length. */
    private static int pathStart(String target) {
        if (target.startsWith("/")) return 0;
        boolean isAbsolute =
                target.regionMatches(true, 0, "http://", 0, 7) || target.regionMatches(true, 0, "https://", 0, 8);
        int slash = isAbsolute ? target.indexOf('/', 8) : -1;
        return slash < 0 ? target.length() : slash;
    }

    private static boolean isMethod(String method) {
        if (method.isEmpty() || method.length() > DownloadEvent.Request.MAX_METHOD_LENGTH) return false;
        for (int i = 0; i < method.length(); i++) {
            char c = method.charAt(i);
            boolean isTokenCharacter = (c >= 'A' && c <= 'Z') || (c >= 'a' && c <= 'z') || c == '-' || c == '_';
            if (!isTokenCharacter) return false;
        }
        return true;
    }
}
