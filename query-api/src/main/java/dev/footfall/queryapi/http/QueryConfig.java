package dev.footfall.queryapi.http;

import dev.footfall.events.RepoId;
import dev.footfall.events.RepoType;
import dev.footfall.queryapi.http.Callers.CallerRules;
import java.nio.file.Path;
import java.util.Optional;
import java.util.function.BiFunction;

/**
 * The settings {@code query.*}, {@code dialects.*}, {@code repositories.unregistered}, {@code countries.min} and
 * {@code ingest.visitor-key};
 * {@link #ANY_LAG} never refuses.
 */
public record QueryConfig(
        String host,
        int port,
        long maxLagRecords,
        Unregistered unregistered,
        CallerRules callers,
        String frameAncestors,
        DialectConfig dialects,
        int countriesMin,
        boolean visitorKeysByDay) {
    public static final String NO_ORIGIN = "'none'";

    public static final long ANY_LAG = Long.MAX_VALUE;

    public enum Unregistered {
        PUBLIC,
        HIDDEN
    }

    public QueryConfig {
        if (host.isBlank()) throw new IllegalArgumentException("query.host is empty, an address is needed");
        if (port < 0 || port > 65_535) {
            throw new IllegalArgumentException("query.port is " + port + ", allowed: 0 to 65535");
        }
        if (maxLagRecords < 0) {
            throw new IllegalArgumentException("query.max-lag is " + maxLagRecords + ", allowed: 0 or more records");
        }
    }

    public boolean unregisteredArePublic() {
        return unregistered == Unregistered.PUBLIC;
    }

    /**
     * The settings of the APIs of other products.
     *
     * @param names the repository of a dialect and a name, empty where none is configured ({@code dialects.names})
     * @param root the dialect that is answered at the root too ({@code dialects.root})
     * @param groups the file of groups of users ({@code analytics.groups})
     */
    public record DialectConfig(
            RepoType type,
            BiFunction<String, String, Optional<RepoId>> names,
            Optional<String> root,
            Optional<Path> groups) {}
}
