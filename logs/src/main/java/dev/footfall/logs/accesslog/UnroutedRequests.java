package dev.footfall.logs.accesslog;

import dev.footfall.ingest.redaction.Redaction;
import dev.footfall.logs.logformat.LoggedRequest;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/** The requests without a repository, by path, their clients' addresses removed. Used by one thread at a time. */
public final class UnroutedRequests {
    static final int SAMPLE = 20_000;
    static final int SHOWN_PATHS = 3;
    private static final int MAX_PATHS = 100_000;

    private final Map<String, Long> paths = new HashMap<>();
    private long left;
    private String badName = "";
    private LoneNames loneNames = LoneNames.NONE;

    UnroutedRequests(long most) {
        this.left = most;
    }

    /** {@code routing} has no target. */
    void add(LoggedRequest access, Routing routing) {
        if (left == 0) return;
        if (!routing.loneName().isEmpty()) {
            loneNames = loneNames.plus(Redaction.withoutClient(routing.loneName(), access.client()));
        } else if (!routing.badName().isEmpty()) {
            if (badName.isEmpty()) badName = Redaction.withoutClient(routing.badName(), access.client());
        } else {
            left--;
            RequestLine.of(access.request())
                    .ifPresent(request -> count(Redaction.withoutClient(request.path(), access.client())));
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
                                routeProposal(path.getKey()).orElse("")))
                        .toList(),
                badName,
                loneNames);
    }

    /** A route that could be meant for a path which no route knows: a first guess, for people to correct. */
    static Optional<String> routeProposal(String path) {
        List<String> segments = List.of(path.substring(1).split("/", -1));
        if (segments.get(0).isEmpty()) return Optional.empty();
        String template = switch (segments.size()) {
            case 1 -> "/{name}=dataset:files/{name}";
            case 2 -> "/" + segments.get(0) + "/{name}=dataset:" + segments.get(0) + "/{name}";
            default -> "/" + segments.get(0) + "/{name}/{path*}=dataset:" + segments.get(0) + "/{name}";
        };
        try {
            boolean isRoute = Routes.of(List.of(template)).repository(path).isPresent();
            return isRoute ? Optional.of(template) : Optional.empty();
        } catch (IllegalArgumentException e) { // its first segment is no name of a namespace
            return Optional.empty();
        }
    }
}
