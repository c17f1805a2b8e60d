package dev.footfall.logs.accesslog;

import dev.footfall.events.RepoType;
import dev.footfall.events.Via;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** A file as a hub's URL names it. {@code namespace} is null if the URL has none, as of the model {@code gpt2}. */
record HubFile(RepoType type, @Nullable String namespace, String name, HubContent content) {
    Routing routing(String namespaceOfLone) {
        String owner = namespace == null ? namespaceOfLone : namespace;
        if (owner.isEmpty()) return Routing.withoutNamespace(name);
        return Routing.of(type, owner, name, content);
    }

    /** A part of a repository; {@code path} and {@code revision} as in {@link RouteTarget}. */
    record HubContent(String path, @Nullable String revision, Via via) {
        static Optional<HubContent> of(UrlPath path, int restAt, @Nullable String revision, Via via) {
            String rest = path.segments() > restAt ? path.rest(restAt) : "";
            return rest.isEmpty() ? Optional.empty() : Optional.of(new HubContent(rest, revision, via));
        }
    }
}
