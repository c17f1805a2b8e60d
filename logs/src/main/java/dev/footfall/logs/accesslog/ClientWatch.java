package dev.footfall.logs.accesslog;

import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * Warns about the clients of posted lines: of each body who posted it, and the operator once for a source. For a minute the bodies of a
 * source are judged together, since what is wrong with a server's format is so from the beginning. At most a hundred sources are
 * watched. Safe for many threads.
 */
public final class ClientWatch {
    private static final int MOST_SOURCES = 100;
    private static final long WATCHED_MILLIS = Duration.ofMinutes(1).toMillis();

    private final Clock clock;
    private final Map<String, WatchedSource> sources = new HashMap<>();

    public ClientWatch(Clock clock) {
        this.clock = clock;
    }

    private static final class WatchedSource {
        private final ClientShares shares = new ClientShares();
        private final long endMillis;
        private boolean hasIdents;
        private boolean hasFormer;

        private WatchedSource(long endMillis) {
            this.endMillis = endMillis;
        }

        /** One client made most requests of the bodies until now; said once. */
        private Optional<String> together(ClientShares body, long nowMillis) {
            if (shares.isOver()) return Optional.empty();
            shares.addAll(body);
            Optional<String> warning = shares.warning();
            if (warning.isPresent() || nowMillis > endMillis) shares.end();
            return warning;
        }

        private List<String> newNotes(ClientNotes notes) {
            Optional<String> ident = notes.ident().filter(any -> !hasIdents);
            Optional<String> former = notes.former().filter(any -> !hasFormer);
            hasIdents |= ident.isPresent();
            hasFormer |= former.isPresent();
            return Stream.of(ident, former).flatMap(Optional::stream).toList();
        }
    }

    /** Adds what a body of this source had. */
    synchronized ClientWarnings close(String source, LogFindings body) {
        long now = clock.millis();
        if (sources.size() < MOST_SOURCES) {
            sources.computeIfAbsent(source, any -> new WatchedSource(now + WATCHED_MILLIS));
        }
        Optional<WatchedSource> watched = Optional.ofNullable(sources.get(source));
        Optional<String> together = watched.flatMap(it -> it.together(body.clients(), now));
        var answered = new ArrayList<String>();
        together.or(() -> body.clients().warning()).ifPresent(answered::add);
        body.notes().all().forEach(answered::add);
        List<String> notes = watched.map(it -> it.newNotes(body.notes())).orElse(List.of());
        List<String> logged = Stream.concat(together.stream(), notes.stream())
                .map(sentence -> "the source '" + source + "': " + sentence)
                .toList();
        return new ClientWarnings(answered, logged);
    }
}
