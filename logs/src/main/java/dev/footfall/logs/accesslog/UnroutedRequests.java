package dev.footfall.logs.accesslog;

import dev.footfall.ingest.redaction.Redaction;
import dev.footfall.logs.logformat.LoggedRequest;
import java.util.HashMap;
import java.util.Map;
import java.util.stream.Stream;

/** The requests without a repository, by path, their clients' addresses removed. Used by one thread at a time. */
public final class UnroutedRequests {
    static final int SAMPLE = 20_000;
    static final int SHOWN_PATHS = 3;
    private static final int MAX_PATHS = 100_000;

    private final Map<String, Long> paths = new HashMap<>();
    private long left;
    private String badName = "";

    UnroutedRequests(long most) {
        this.left = most;
    }

    /** {@code impossibleName} is the name that a route gives its repository, "" without a route. */
    void add(LoggedRequest access, String impossibleName) {
        if (left == 0) return;
        if (impossibleName.isEmpty()) {
            left--;
            RequestLine.of(access.request())
                    .ifPresent(request -> count(Redaction.withoutClient(request.path(), access.client())));
        } else if (badName.isEmpty()) {
            badName = Redaction.withoutClient(impossibleName, access.client());
        }
    }

    private void count(String path) {
        if (paths.size() < MAX_PATHS || paths.containsKey(path)) paths.merge(path, 1L, Long::sum);
    }

    UnroutedPaths top(int most) {
        Stream<Map.Entry<String, Long>> frequent = paths.entrySet().stream()
                .sorted(Map.Entry.<String, Long>comparingByValue().reversed().thenComparing(Map.Entry.comparingByKey()))
                .limit(most);
        return new UnroutedPaths(
                frequent.map(path -> new UnroutedPath(
                                path.getKey(),
                                path.getValue(),
                                LogCheck.routeProposal(path.getKey()).orElse("")))
                        .toList(),
                badName);
    }
}
