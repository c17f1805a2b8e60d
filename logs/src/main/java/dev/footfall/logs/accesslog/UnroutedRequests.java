package dev.footfall.logs.accesslog;

import dev.footfall.events.RepoId;
import dev.footfall.ingest.redaction.Redaction;
import dev.footfall.logs.logformat.LoggedRequest;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The requests without a repository, by path, their clients' addresses removed. Used by one thread at a time. */
public final class UnroutedRequests {
    static final int SAMPLE = 20_000;
    static final int SHOWN_PATHS = 3;
    private static final int MAX_PATHS = 100_000;
    private static final Pattern FILE = Pattern.compile("\\bFilePath=[^&]+");

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
                    .ifPresent(request -> count(Redaction.withoutClient(path(request), access.client())));
        }
    }

    /** ModelScope names the file in the query. */
    private static String path(RequestLine request) {
        Matcher file = FILE.matcher(request.query());
        return file.find() ? request.path() + '?' + file.group() : request.path();
    }

    private void count(String path) {
        if (paths.size() < MAX_PATHS || paths.containsKey(path)) paths.merge(path, 1L, Long::sum);
    }

    UnroutedPaths top(int most) {
        return new UnroutedPaths(frequent(most), badName, loneNames, List.of(), List.of());
    }

    /** With routes that could be meant; {@code routed} is a sample of the requests that these routes take. */
    UnroutedPaths explained(int most, Routes routes, Map<RequestLine, RepoId> routed) {
        var sample = new LinkedHashMap<RequestLine, Long>();
        for (UnroutedPath path : frequent(MAX_PATHS))
            RequestLine.of("GET " + path.path())
                    .ifPresent(request -> sample.merge(request, path.requests(), Long::sum));
        RouteProposals tried = RouteProposals.of(routes, routed, sample);
        var shapes = new PathShapes();
        tried.unrouted().forEach((request, number) -> shapes.add(RouteProposals.segments(request.path()), number));
        return new UnroutedPaths(frequent(most), badName, loneNames, tried.proposals(), shapes.top(most));
    }

    private List<UnroutedPath> frequent(int most) {
        return paths.entrySet().stream()
                .sorted(Map.Entry.<String, Long>comparingByValue().reversed().thenComparing(Map.Entry.comparingByKey()))
                .limit(most)
                .map(path -> new UnroutedPath(path.getKey(), path.getValue()))
                .toList();
    }
}
