package dev.footfall.queryapi.http;

import dev.footfall.web.Reply;
import jakarta.servlet.http.HttpServletRequest;
import java.util.Collections;
import java.util.List;

/** The form in which a client gets a reply: not at all when it has it already, and coded as it takes it. */
final class Negotiation {
    private Negotiation() {}

    static Reply of(Reply reply, HttpServletRequest request) {
        boolean isCoded = Compression.suits(reply, Collections.list(request.getHeaders("Accept-Encoding")));
        Reply tagged = isCoded ? reply.withWeakTag() : reply; // its bytes depend on the coding
        Reply wanted = isConditional(request) ? tagged.unlessMatches(ifNoneMatch(request)) : tagged;
        return isCoded && wanted.status() != 304 ? Compression.gzip(wanted) : wanted;
    }

    private static boolean isConditional(HttpServletRequest request) {
        return request.getMethod().equals("GET") || request.getMethod().equals("HEAD");
    }

    private static String ifNoneMatch(HttpServletRequest request) {
        List<String> tags = Collections.list(request.getHeaders("If-None-Match"));
        return String.join(",", tags);
    }
}
