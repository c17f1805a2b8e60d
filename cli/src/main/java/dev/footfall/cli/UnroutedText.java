package dev.footfall.cli;

import dev.footfall.logs.accesslog.UnroutedPaths;
import java.util.List;

/** The part of a dry run about requests without a route: their paths, routes that would do, and the segments of all others. */
final class UnroutedText {
    private UnroutedText() {}

    static String of(UnroutedPaths unrouted) {
        return paths(unrouted) + proposals(unrouted) + shapes(unrouted);
    }

    private static String paths(UnroutedPaths unrouted) {
        if (unrouted.paths().isEmpty()) return "";
        return '\n'
                + TextTable.of(
                        List.of("requests", "path without a route"),
                        unrouted.paths(),
                        path -> List.of(TextTable.number(path.requests()), path.path()));
    }

    private static String proposals(UnroutedPaths unrouted) {
        if (unrouted.proposals().isEmpty()) return "";
        return '\n'
                + TextTable.of(
                        List.of("requests", "repositories", "a route that fits, tried on this log"),
                        unrouted.proposals(),
                        route -> List.of(
                                TextTable.number(route.requests()),
                                TextTable.number(route.repositories()),
                                "--route '" + route.route() + "'"));
    }

    private static String shapes(UnroutedPaths unrouted) {
        if (unrouted.shapes().isEmpty()) return "";
        return '\n'
                + TextTable.of(
                        List.of("requests", "no known form; (n) = so many different segments"),
                        unrouted.shapes(),
                        shape -> List.of(TextTable.number(shape.requests()), shape.shape()));
    }
}
