package dev.footfall.queryapi.http;

import dev.footfall.events.RepoId;
import dev.footfall.events.RepoType;
import java.util.Optional;

/**
 * The names of repositories where their types are mixed, as in a hub's URLs: {@code namespace/name} for a model, and
 * {@code datasets/namespace/name} or {@code spaces/namespace/name} for others. The number of slashes tells them apart.
 */
public final class MixedName {
    private MixedName() {}

    public static Optional<RepoId> parse(String name) {
        int first = name.indexOf('/');
        if (first < 0 || name.indexOf('/', first + 1) < 0) return RepoId.of(RepoType.MODEL, name);
        return RequestPath.typeOf(name.substring(0, first))
                .filter(type -> type != RepoType.MODEL)
                .flatMap(type -> RepoId.of(type, name.substring(first + 1)));
    }
}
