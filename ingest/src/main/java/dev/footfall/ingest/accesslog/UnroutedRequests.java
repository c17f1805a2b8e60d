package dev.footfall.ingest.accesslog;

import dev.footfall.events.RepoId;
import dev.footfall.ingest.accesslog.Routes.RequestLine;
import dev.footfall.ingest.logformat.ParsedLine.Access;
import dev.footfall.ingest.redaction.Redaction;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;
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
    void add(Access access, String impossibleName) {
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

    Unrouted top(int most) {
        Stream<Map.Entry<String, Long>> frequent = paths.entrySet().stream()
                .sorted(Map.Entry.<String, Long>comparingByValue().reversed().thenComparing(Map.Entry.comparingByKey()))
                .limit(most);
        return new Unrouted(
                frequent.map(path -> new UnroutedPath(
                                path.getKey(),
                                path.getValue(),
                                LogCheck.routeProposal(path.getKey()).orElse("")))
                        .toList(),
                badName);
    }

    /** The most frequent paths without a route, and a name that a route gives a repository and that is none; else "". */
    public record Unrouted(List<UnroutedPath> paths, String badName) {
        public Unrouted {
            paths = List.copyOf(paths);
        }

        /** Only where no request was routed. */
        public String hint(LineTotals totals) {
            String most = paths.stream()
                    .map(path -> String.format(Locale.ROOT, "%s (%,d)", path.path(), path.requests()))
                    .collect(Collectors.joining(", "));
            String route = paths.stream()
                    .map(UnroutedPath::proposal)
                    .filter(text -> !text.isEmpty())
                    .findFirst()
                    .orElse("");
            return String.format(Locale.ROOT, "none of %,d requests is for a repository's file", totals.unrouted())
                    + (most.isEmpty() ? "" : ": most are for " + most)
                    + (route.isEmpty() ? "" : "; --route '" + route + "' would fit")
                    + (badName.isEmpty() ? "" : "; " + badNameReason());
        }

        public String badNameReason() {
            return badName.isEmpty()
                    ? ""
                    : "a route fits, but '" + badName + "' is no repository name: " + RepoId.NAME_RULE;
        }
    }

    /** {@code proposal} is "" if there is none. */
    public record UnroutedPath(String path, long requests, String proposal) {}
}
