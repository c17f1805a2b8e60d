package dev.footfall.logs.accesslog;

import java.util.Optional;

/** The target by the first template that matches, or the namespace or name that it gives and that is impossible, else "". */
record Routing(Optional<RouteTarget> target, String badName) {
    static final Routing NONE = new Routing(Optional.empty(), "");
}
