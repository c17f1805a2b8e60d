package dev.footfall.logs.accesslog;

import dev.footfall.events.RepoId;
import dev.footfall.events.Via;
import org.jspecify.annotations.Nullable;

/** {@code path} and {@code revision} are decoded; "" and null when the route has none. */
record RouteTarget(RepoId repo, String path, @Nullable String revision, Via via) {}
