package dev.footfall.logs.accesslog;

import dev.footfall.events.RepoType;
import org.jspecify.annotations.Nullable;

/** A file as a hub's URL names it. {@code namespace} is null if the URL has none, as of the model {@code gpt2}. */
record HubFile(RepoType type, @Nullable String namespace, String name, HubContent content) {
    Routing routing(String namespaceOfLone) {
        String owner = namespace == null ? namespaceOfLone : namespace;
        if (owner.isEmpty()) return Routing.withoutNamespace(name);
        return Routing.of(type, owner, name, content);
    }
}
