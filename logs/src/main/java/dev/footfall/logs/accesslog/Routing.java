package dev.footfall.logs.accesslog;

import dev.footfall.events.RepoId;
import dev.footfall.events.RepoType;
import java.util.Optional;

/**
 * The target by the first route that matches; else the impossible namespace or name that the route gives, or the name of a
 * hub's repository that has no namespace; these are "" otherwise.
 */
record Routing(Optional<RouteTarget> target, String badName, String loneName) {
    static final Routing NONE = new Routing(Optional.empty(), "", "");

    static Routing withoutNamespace(String name) {
        return new Routing(Optional.empty(), "", name);
    }

    static Routing of(RepoType type, String namespace, String name, HubContent content) {
        Optional<RepoId> repo = RepoId.of(type, namespace, name);
        if (repo.isEmpty()) {
            boolean isNamespace = RepoId.of(type, namespace, "a").isEmpty();
            return new Routing(Optional.empty(), isNamespace ? namespace : name, "");
        }
        var target = new RouteTarget(repo.get(), content.path(), content.revision(), content.via());
        return new Routing(Optional.of(target), "", "");
    }

    /** The name that keeps it from being routed, "" if none does. */
    String unusableName() {
        return badName.isEmpty() ? loneName : badName;
    }
}
