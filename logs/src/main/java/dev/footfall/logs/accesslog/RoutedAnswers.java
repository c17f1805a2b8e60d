package dev.footfall.logs.accesslog;

import dev.footfall.events.FileRequest;
import dev.footfall.events.Via;
import java.util.HashMap;
import java.util.Map;

/**
 * The answers to a log's routed requests, by kind, until one is a download by any rules. Used by one thread, and then read by
 * others.
 */
public final class RoutedAnswers {
    private static final int MOST_KINDS = 1_000;
    private static final int PARTIAL_CONTENT = 206;

    private final Map<FileRequest, Long> requests = new HashMap<>();
    private boolean isSettled;

    /** True once nothing that is added changes anything. */
    boolean isSettled() {
        return isSettled;
    }

    void add(FileRequest request) {
        if (isSettled) return;
        boolean isDownload =
                request.status() == 200 && request.method().equals(request.via() == Via.GIT ? "POST" : "GET");
        requests.merge(kind(request), 1L, Long::sum);
        isSettled = isDownload || requests.size() > MOST_KINDS;
    }

    /** Of a part its place and size matter, of any other only the status. */
    private static FileRequest kind(FileRequest request) {
        return request.status() == PARTIAL_CONTENT
                ? request
                : new FileRequest(request.via(), request.method(), request.status(), 0, null);
    }

    /** The number of each kind; empty if some count by any rules, or if there are too many kinds to say. */
    public Map<FileRequest, Long> excludable() {
        return isSettled ? Map.of() : Map.copyOf(requests);
    }
}
