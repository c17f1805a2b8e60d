package dev.footfall.logs.accesslog;

import dev.footfall.events.FileRequest;
import java.util.Optional;

/** The first line of an HTTP request. {@code path} starts with "/", is encoded, and has no doubled slash; {@code query} may be "". */
record RequestLine(String method, String path, String query) {
    /** Empty for what is no request ("-", a TLS hello), or has no path ("*", CONNECT's authority). */
    static Optional<RequestLine> of(String request) {
        int space = request.indexOf(' ');
        if (space < 0 || !isMethod(request.substring(0, space))) return Optional.empty();
        int protocol = request.lastIndexOf(" HTTP/");
        String target = request.substring(space + 1, protocol > space ? protocol : request.length())
                .strip(); // nginx takes several spaces for one
        int query = target.indexOf('?');
        String beforeQuery = query < 0 ? target : target.substring(0, query);
        int pathStart = pathStart(beforeQuery);
        if (pathStart >= beforeQuery.length()) return Optional.empty();
        String path = UrlPath.merged(beforeQuery.substring(pathStart));
        return Optional.of(
                new RequestLine(request.substring(0, space), path, query < 0 ? "" : target.substring(query + 1)));
    }

    /** In origin form or absolute form (RFC 9112, 3.2); else the target's length. */
    private static int pathStart(String target) {
        if (target.startsWith("/")) return 0;
        boolean isAbsolute =
                target.regionMatches(true, 0, "http://", 0, 7) || target.regionMatches(true, 0, "https://", 0, 8);
        int slash = isAbsolute ? target.indexOf('/', 8) : -1;
        return slash < 0 ? target.length() : slash;
    }

    private static boolean isMethod(String method) {
        if (method.isEmpty() || method.length() > FileRequest.MAX_METHOD_LENGTH) return false;
        for (int i = 0; i < method.length(); i++) {
            char c = method.charAt(i);
            boolean isTokenCharacter = (c >= 'A' && c <= 'Z') || (c >= 'a' && c <= 'z') || c == '-' || c == '_';
            if (!isTokenCharacter) return false;
        }
        return true;
    }
}
