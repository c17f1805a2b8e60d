package dev.footfall.aggregator.live;

import dev.footfall.events.RenameEvent;
import dev.footfall.events.RepoId;
import dev.footfall.events.RepositoryDetails;
import dev.footfall.events.RepositoryEvent;
import dev.footfall.events.Standing;
import dev.footfall.events.renames.Renames;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.LongAdder;
import java.util.function.Function;

/**
 * Registrations as this instance reads them: a tally, all standings and renames, and a cache of states that spares reads and
 * parsing.
 */
public final class LiveRegistrations {
    public static final String STORE = "repositories";

    /** The bytes that what was looked up may take, about: of some 100,000 repositories; with more, all are looked up again. */
    private static final long KEPT_BYTES = 32L << 20;

    /** A repository with nothing told of it takes so much, about. */
    private static final int BYTES_PER_REPOSITORY = 300;

    private final StandingTable standings = new StandingTable();
    private final Map<RepoId, Optional<RepositoryEvent>> lookedUp = new ConcurrentHashMap<>();
    private final Map<RepoId, RenameEvent> added = new HashMap<>();
    private Renames known = Renames.NONE;
    private volatile Optional<Renames> renames = Optional.of(known);
    private final AtomicLong keptBytes = new AtomicLong();
    private final LongAdder applied = new LongAdder();
    private final Map<String, LongAdder> rejected = new ConcurrentHashMap<>();

    /** Adds a state after it was stored. A look-up under way ends before: what it has read is evicted, too. */
    public void apply(RepositoryEvent event) {
        standings.put(event.repo().keyBytes(), Standing.of(event));
        lookedUp.remove(event.repo());
        applied.increment();
    }

    public void apply(RenameEvent event) {
        synchronized (added) {
            if (event.renamedTo().isPresent()) {
                added.put(event.repo(), event);
            } else {
                added.remove(event.repo());
                known = known.without(event.repo());
            }
            renames = Optional.empty();
        }
        applied.increment();
    }

    /** The renames that stand. They are worked out when they are asked for: at the start many are read in a row. */
    public Renames renames() {
        Optional<Renames> now = renames;
        if (now.isPresent()) return now.get();
        synchronized (added) { // those who waited for the lock take what was made meanwhile
            if (renames.isPresent()) return renames.get();
            known = known.and(added.values());
            added.clear();
            renames = Optional.of(known);
            return known;
        }
    }

    /** Known of every name without a look-up in a store: time must not tell a private name from an unknown one. */
    public Standing standing(RepoId repo) {
        return standings.of(repo.keyBytes());
    }

    /** The state of a repository: as it was looked up, unless it has changed since. For those that a caller sees. */
    public Optional<RepositoryEvent> of(RepoId repo, Function<RepoId, Optional<RepositoryEvent>> lookUp) {
        Optional<RepositoryEvent> known = lookedUp.get(repo);
        if (known != null) return known;
        if (keptBytes.get() >= KEPT_BYTES) {
            lookedUp.clear();
            keptBytes.set(0);
        }
        return lookedUp.computeIfAbsent(repo, missing -> {
            Optional<RepositoryEvent> event = lookUp.apply(missing);
            keptBytes.addAndGet(
                    BYTES_PER_REPOSITORY + event.map(LiveRegistrations::bytes).orElse(0));
            return event;
        });
    }

    private static int bytes(RepositoryEvent event) {
        RepositoryDetails details = event.details();
        int tags = details.tags().stream().mapToInt(String::length).sum();
        return 2 * (tags + details.baseModel().map(String::length).orElse(0));
    }

    public void reject(String field) {
        rejected.computeIfAbsent(field, any -> new LongAdder()).increment();
    }

    public long applied() {
        return applied.sum();
    }

    public long rejected() {
        return rejected.values().stream().mapToLong(LongAdder::sum).sum();
    }

    public long rejected(String field) {
        LongAdder number = rejected.get(field);
        return number == null ? 0 : number.sum();
    }
}
