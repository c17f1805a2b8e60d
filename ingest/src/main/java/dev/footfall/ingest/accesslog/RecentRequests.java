package dev.footfall.ingest.accesslog;

import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/** The requests of a log and the files that they are for, the most recent ones remembered. Used by one thread. */
final class RecentRequests {
    private static final int REMEMBERED = 8_192;
    private static final int LONGEST_REMEMBERED = 1_024;

    private final Routes routes;
    private final String source;
    private final Map<String, Optional<RoutedRequest>> recent = new HashMap<>();

    RecentRequests(Routes routes, String source) {
        this.routes = routes;
        this.source = source;
    }

    /** The request for a repository's file that a server logged in quotes; empty if it is another one, or none. */
    Optional<RoutedRequest> of(String logged) {
        Optional<RoutedRequest> known = recent.get(logged);
        if (known != null) return known;
        Optional<RoutedRequest> request = RequestLine.of(logged).flatMap(this::routed);
        if (logged.length() > LONGEST_REMEMBERED) return request;
        if (recent.size() == REMEMBERED) recent.clear();
        recent.put(logged, request);
        return request;
    }

    private Optional<RoutedRequest> routed(RequestLine line) {
        return routes.target(line.path()).map(target -> new RoutedRequest(line.method(), target, source));
    }
}
