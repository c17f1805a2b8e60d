package dev.footfall.logs.accesslog;

import dev.footfall.events.RepoId;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;

/**
 * The most frequent paths without a route, a name that a route gives and that is none, else "", names without a namespace,
 * routes that would do, and the segments of what has none even then.
 */
public record UnroutedPaths(
        List<UnroutedPath> paths,
        String badName,
        LoneNames loneNames,
        List<RouteProposal> proposals,
        List<PathShape> shapes) {
    public UnroutedPaths {
        paths = List.copyOf(paths);
        proposals = List.copyOf(proposals);
        shapes = List.copyOf(shapes);
    }

    /** Only where no request was routed. */
    public String hint(LineTotals totals) {
        String most = paths.stream()
                .map(path -> String.format(Locale.ROOT, "%s (%,d)", path.path(), path.requests()))
                .collect(Collectors.joining(", "));
        String route = proposals.stream().map(RouteProposal::route).findFirst().orElse("");
        return String.format(Locale.ROOT, "none of %,d requests is for a file of a repository", totals.unrouted())
                + (most.isEmpty() ? "" : ": most are for " + most)
                + (route.isEmpty() ? "" : "; --route '" + route + "' would match")
                + (badName.isEmpty() ? "" : "; " + badNameReason())
                + (loneNames.requests() == 0
                        ? ""
                        : String.format(
                                Locale.ROOT,
                                "; %,d are for names without a namespace, %s",
                                loneNames.requests(),
                                loneNames.reason()));
    }

    public String badNameReason() {
        return badName.isEmpty()
                ? ""
                : "a route matches, but '" + badName + "' is not a valid repository name: " + RepoId.NAME_RULE;
    }
}
