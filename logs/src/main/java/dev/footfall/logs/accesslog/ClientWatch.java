package dev.footfall.logs.accesslog;

import java.time.Clock;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/**
 * Watches for a minute each source of posted lines for one client that makes most requests: what is wrong with a server's format
 * is so from the beginning. At most a hundred sources. Safe for many threads.
 */
public final class ClientWatch {
    private static final int MOST_SOURCES = 100;
    private static final long WATCHED_MILLIS = Duration.ofMinutes(1).toMillis();

    private final Clock clock;
    private final Map<String, WatchedSource> sources = new HashMap<>();

    public ClientWatch(Clock clock) {
        this.clock = clock;
    }

    private record WatchedSource(long endMillis, ClientShares shares) {}

    /** For the lines of one body of this source. */
    synchronized ClientShares open(String source) {
        if (sources.size() < MOST_SOURCES) {
            sources.computeIfAbsent(
                    source, any -> new WatchedSource(clock.millis() + WATCHED_MILLIS, new ClientShares()));
        }
        WatchedSource watched = sources.get(source);
        boolean isWatched = watched != null && !watched.shares().isOver();
        return isWatched ? new ClientShares() : ClientShares.ended();
    }

    /** Adds what a body had; a sentence to be logged, once for each source. */
    synchronized Optional<String> close(String source, ClientShares body) {
        WatchedSource watched = sources.get(source);
        if (watched == null || watched.shares().isOver()) return Optional.empty();
        watched.shares().addAll(body);
        Optional<String> warning = watched.shares().warning();
        if (warning.isPresent() || clock.millis() > watched.endMillis())
            watched.shares().end();
        return warning.map(sentence -> "the source '" + source + "': " + sentence);
    }
}
