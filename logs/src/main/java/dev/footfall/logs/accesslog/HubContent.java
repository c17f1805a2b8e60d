package dev.footfall.logs.accesslog;

import dev.footfall.events.Via;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** A part of a repository; {@code path} and {@code revision} as in {@link RouteTarget}. */
record HubContent(String path, @Nullable String revision, Via via) {
    static Optional<HubContent> of(UrlPath path, int restAt, @Nullable String revision, Via via) {
        String rest = path.segments() > restAt ? path.rest(restAt) : "";
        return rest.isEmpty() ? Optional.empty() : Optional.of(new HubContent(rest, revision, via));
    }
}
