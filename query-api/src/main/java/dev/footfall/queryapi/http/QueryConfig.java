package dev.footfall.queryapi.http;

/**
 * The settings {@code query.*}, {@code repositories.unregistered}, {@code countries.min} and
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
        int countriesMin,
        boolean visitorKeysByDay) {
    public static final String NO_ORIGIN = "'none'";

    public static final long ANY_LAG = Long.MAX_VALUE;

    public enum Unregistered {
        PUBLIC,
        HIDDEN
    }

    public QueryConfig {
        if (host.isBlank()) throw new IllegalArgumentException("query.host is empty; an address is required");
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
}
